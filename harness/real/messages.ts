import type { Bundle } from '../../labrpc/host/bundle.ts';
import type { ApplicationSource } from './application.ts';
import type { Split } from './splits.ts';

/** What a process of a job is told first, by its parent. */
export interface CoordinatorStart {
  readonly bundle: Bundle;
  readonly inputs: readonly string[];
  readonly reduces: number;
  /** Where to listen. */
  readonly socket: string;
}

export interface WorkerStart {
  readonly bundle: Bundle;
  readonly id: string;
  readonly app: ApplicationSource;
  readonly splits: readonly Split[];
  /** The folder of the shared file system. */
  readonly files: string;
  /** Where the coordinator listens. */
  readonly socket: string;
}

/** What a process tells its parent. */
export type JobMessage =
  /** The coordinator can be called. */
  | { readonly kind: 'listening' }
  /** The coordinator says that the job is done. */
  | { readonly kind: 'done' }
  /** A worker is now in this call of the application: `map of a.txt`, or `reduce`. */
  | { readonly kind: 'began'; readonly call: string }
  /** A worker has taken all pairs of a split; `peakBytes`: the most memory that it has had so far. */
  | { readonly kind: 'mapped'; readonly split: string; readonly peakBytes: number }
  /** A worker has put the output of a reduce task in its place. */
  | { readonly kind: 'reduced'; readonly task: number }
  /** The worker's `run` has resolved. */
  | { readonly kind: 'left' }
  /** Something was thrown: the job cannot be done. `text`: all there is to say. */
  | { readonly kind: 'failed'; readonly text: string };
