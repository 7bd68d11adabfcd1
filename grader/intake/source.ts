import type { Listing } from './listing.ts';

/** Where a submission is read from: a folder, an archive, a repository. */
export interface Source {
  /** Names and sizes of all that is in it. Throws `Unfit`. */
  list(): Promise<Listing>;
  /**
   * The contents of the files at `paths` of the listing, each once, in any order; none larger than
   * `MAX_FILE_BYTES`, whatever size the listing states. Throws `Unfit`.
   */
  read(paths: ReadonlySet<string>): AsyncIterable<TakenFile>;
}

export interface TakenFile {
  readonly path: string;
  readonly content: Buffer;
}
