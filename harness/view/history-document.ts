import type { HistoryPicture } from '../check/linearizability/picture.ts';

/** A history from outside that has no explanation, as it stands in a page of its own. */
export interface HistoryDocument {
  readonly format: 'lockstep-history-picture';
  readonly version: 1;
  /** Of the file: `etcd_000.log`. */
  readonly name: string;
  /** In a sentence. */
  readonly about: string;
  readonly picture: HistoryPicture;
}
