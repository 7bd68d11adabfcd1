import type { RunResult } from '../../harness/run/result.ts';
import type { Bundle } from '../../labrpc/host/bundle.ts';
import type { RunLimits } from '../judge/run-watch.ts';

/** All that one part of one submission is asked for. Plain data: it travels to other machines. */
export interface PartWork {
  readonly part: string;
  readonly bundle: CodeBundle;
  readonly scenarios: readonly ScenarioWork[];
  /** `sampled`: runs are fast, and some are repeated split. `split`: all are split. */
  readonly mode: 'sampled' | 'split';
  readonly limits: RunLimits;
}

/** A bundle and its name: equal bundles have equal names, on any machine. */
export interface CodeBundle {
  /** SHA-256 of the code, in hex. */
  readonly hash: string;
  readonly bundle: Bundle;
}

export interface ScenarioWork {
  readonly slug: string;
  readonly seeds: readonly number[];
  /** The same seeds in the order in which their runs are chosen to be repeated split. */
  readonly repeatOrder: readonly number[];
  /** Which share of the runs that passed: 0 … 1, and at least one if above 0. */
  readonly repeatShare: number;
}

/** What came of it. */
export interface PartRuns {
  readonly scenarios: readonly ScenarioRunsMade[];
  /** A repeated run went another way. Then the runs of the part are not worth anything. */
  readonly difference: SplitDifference | undefined;
}

export interface ScenarioRunsMade {
  readonly slug: string;
  /** In the order of the seeds; those that were not made among them. */
  readonly runs: readonly RunResult[];
  readonly notMade: readonly number[];
  readonly repeatedSplit: number;
  /** What it took, in real ms; next to nothing for runs that were known. */
  readonly wallMs: number;
}

export interface SplitDifference {
  readonly slug: string;
  readonly seed: number;
  /** Whether both ways were the same again when they were tried again: then it is no accident. */
  readonly isSteady: boolean;
}

/** Makes one run, or knows it from before. */
export type MakeRun = (run: WantedRun) => Promise<RunResult>;

export interface WantedRun {
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
  readonly mode: 'fast' | 'split';
  /** Not from memory. */
  readonly again?: boolean;
}
