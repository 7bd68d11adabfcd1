import type { MessageFate } from './message-fate.ts';

/**
 * What is different about a run from what its scenario and seed alone make of it: plain data, so that a run
 * can be made smaller bit by bit, kept in a file and run again. An empty plan changes nothing.
 *
 * Things are named by keys: what they are, whom they befall, and a count of those alike, for instance `crash
 * server 2 #3`. So a key keeps its meaning when other things are left out.
 */
export interface RunPlan {
  /**
   * Beginnings of trouble: crashes, pauses, cuts, held links, wrong clocks, bad networks. Their ends (start,
   * resume, connect, heal, release, …) are no choice: they happen, and do nothing where nothing is to end.
   */
  readonly faults?: Selection;
  /** Rounds of a scenario that goes through the same again and again. */
  readonly rounds?: Selection;
  /** What clients ask for. */
  readonly operations?: Selection;
  readonly waits?: WaitPlan;
  readonly network?: NetworkPlan;
  /** Size of a cluster, where the scenario asks for more. */
  readonly servers?: number;
  /** Servers that are never started. */
  readonly absent?: readonly string[];
  /**
   * Share, 0 … 1, of the time for which a scenario waits for something to come about. A run that fails with
   * less patience says little, unless it fails with all of it as well.
   */
  readonly patience?: number;
  /** The run is over, and nothing has failed, when it has come as far as both of these say. */
  readonly end?: RunEnd;
  /** Other random numbers for servers: number of another set of streams. */
  readonly dice?: number;
}

/** Which of the things of a class happen: all but some, or some alone. */
export type Selection = { readonly without: readonly string[] } | { readonly only: readonly string[] };

export interface RunEnd {
  readonly afterMs: number;
  /** Faults, operations and waits that happened. */
  readonly afterSteps: number;
}

/** Shares, 0 … 1, to which the waits of a scenario are cut. */
export interface WaitPlan {
  readonly shares: Readonly<Record<string, number>>;
  /** Of all waits that are not named. */
  readonly others: number;
}

export interface NetworkPlan {
  /** Messages that are lost, doubled or late, and no others are. Undefined: as drawn. */
  readonly fates?: Readonly<Record<string, MessageFate>>;
  /** How long every other message is under way, in ms. Undefined: as drawn. */
  readonly delayMs?: number;
}
