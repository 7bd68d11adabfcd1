import type { Entry, TermRun } from './journal.ts';

/** Three questions that one server asks another. */
export interface RaftRpc {
  elect(ask: Candidacy): Ballot;
  append(ask: Append): Appended;
  install(ask: Install): Installed;
}

export interface Candidacy {
  readonly term: number;
  readonly who: number;
  readonly last: number;
  readonly lastTerm: number;
}

export interface Ballot {
  readonly term: number;
  readonly inFavour: boolean;
}

export interface Append {
  readonly term: number;
  readonly after: number;
  readonly afterTerm: number;
  readonly entries: readonly Entry[];
  readonly committed: number;
}

export interface Appended {
  readonly term: number;
  readonly fits: boolean;
  /** If it does not fit: which terms the journal here is made of, newest first. */
  readonly runs: readonly TermRun[];
}

export interface Install {
  readonly term: number;
  readonly upTo: number;
  readonly upToTerm: number;
  readonly bytes: Uint8Array;
}

export interface Installed {
  readonly term: number;
}
