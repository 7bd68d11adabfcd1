import type { PartRecord, ScenarioRecord } from '../../harness/run/result-file.ts';

/**
 * `results.json`, version 1: what a grading came to. The same bytes whenever the same work is graded: no
 * times, no dates, no paths. Every other format and every page is made of this (and `timing.json`).
 */
export interface GradeFile {
  readonly version: 1;
  /** What was asked of every submission. */
  readonly grading: GradingRecord;
  /** Sorted by id. */
  readonly submissions: readonly SubmissionRecord[];
  /** What a person should look at before the marks go out; none is a punishment. */
  readonly flags: readonly ClassFlag[];
}

export interface GradingRecord {
  /** Parts that were scored, in the order of the course. */
  readonly parts: readonly string[];
  /** Seeds for each scenario; the most that a scenario may get where `auto`. */
  readonly runs: number;
  readonly auto: boolean;
  /** Whether seeds were derived from a secret. */
  readonly secretSeeds: boolean;
  /** Lab words whose code was ours. */
  readonly withReference: readonly string[];
  /** The score rule of the policy, in words: `max × passed / runs`. */
  readonly scoreRule: string;
}

export interface SubmissionRecord {
  readonly id: string;
  /** From the roster. */
  readonly name?: string;
  /** After the late penalty. */
  readonly points: number;
  readonly max: number;
  /** Only of a late submission. */
  readonly late?: LateRecord;
  /** What the intake left out or a person should know: `its own harness/ was not used`. */
  readonly notes: readonly string[];
  /** Why nothing of it was run; see `handed-in.ts` for students who have no submission. */
  readonly refusal?: string;
  /** `sampled`: fast, with a sample repeated split. `split`: all of it split, as the sample differed. */
  readonly mode: 'sampled' | 'split';
  readonly parts: readonly GradedPart[];
}

export interface LateRecord {
  readonly days: number;
  /** Points before the penalty, and what was taken off. */
  readonly earned: number;
  readonly penalty: number;
}

export interface GradedPart extends Omit<PartRecord, 'scenarios'> {
  /** Whose earlier labs it ran on, where both were tried and the better counts. */
  readonly prerequisites?: 'own' | 'ours';
  readonly scenarios: readonly GradedScenario[];
}

/**
 * `runs` are those that count. `undecided` holds the runs without a verdict that do not; any more of them are
 * among the `failures`. Runs that were not made, as it is known how they would end, count as failed: one of
 * the failures gives their reason, and they have no fingerprint.
 */
export interface GradedScenario extends Omit<ScenarioRecord, 'cpuMs'> {
  /** 95 % confidence interval (Wilson) of the probability that a run passes: 0 … 1. */
  readonly interval: readonly [number, number];
  /** How many of the runs were repeated with every server in a process of its own. */
  readonly repeatedSplit: number;
}

/** Something about the class, a scenario or a submission that looks odd. */
export interface ClassFlag {
  readonly kind:
    | 'fails-for-nearly-everyone'
    | 'fails-for-our-solution'
    | 'tampering'
    | 'undecided'
    | 'suspicious-names'
    | 'outlier'
    | 'roster'
    | 'uncertain';
  /** Set where it is about a scenario. */
  readonly part?: string;
  readonly slug?: string;
  /** Set where it is about a submission. */
  readonly id?: string;
  /** One sentence for the person who grades. */
  readonly message: string;
}

/** `timing.json`: what differs from machine to machine. */
export interface TimingFile {
  readonly version: 1;
  /** How student code was kept in: `bwrap`, `unshare`, … See the grader's README. */
  readonly tier: string;
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Only of a part of a grading (`--shard`). */
  readonly shard?: ShardNumber;
  readonly submissions: readonly SubmissionTiming[];
}

export interface ShardNumber {
  /** 1 … of. */
  readonly index: number;
  readonly of: number;
}

export interface SubmissionTiming {
  readonly id: string;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly parts: readonly PartTiming[];
}

export interface PartTiming {
  readonly part: string;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly scenarios: readonly { readonly slug: string; readonly cpuMs: number; readonly wallMs: number }[];
}
