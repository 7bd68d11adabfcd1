/**
 * A known bug: an exact edit of the solution that breaks one rule, and the scenario that catches it. `npm run
 * mutants` applies each to a copy and runs the part; tests check that every edit still applies and compiles.
 */
export interface Mutant {
  /** A few words in the imperative: `vote twice in a term`. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** The part whose scenarios must catch it (`lab2b`). */
  readonly part: string;
  /** The scenario that guards against it, by slug. */
  readonly scenario: string;
  /** Rules under which that scenario may report it, for instance `raft/election-safety`. */
  readonly rules: readonly string[];
  /** `staged`: the scenario plays out this very bug, and catches it at every seed; else within 10 seeds. */
  readonly staged: boolean;
}

export interface Edit {
  /** In the solution's lab folder: `raft.ts`. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}
