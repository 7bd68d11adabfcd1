import type { Feedback } from '../pages/feedback.ts';

/**
 * What a teacher decides about a grading; see `example.yaml` for what each setting does. The command line
 * goes before the policy, and the policy before the defaults.
 */
export interface Policy {
  /** Points by part id. Undefined: every part that gives points, worth what its lab says. */
  readonly parts?: Readonly<Record<string, number>>;
  /** Seeds for each scenario: 1 … 100,000. */
  readonly runs: number | 'auto';
  readonly auto: AutoRule;
  readonly score: ScoreRule;
  readonly limits: Limits;
  /** Undefined: late submissions lose nothing. */
  readonly late?: LateRule;
  /** Which share of the runs is repeated split: 0 … 1, and at least one run of each scenario if above 0. */
  readonly splitSample: number;
  /** Whose earlier labs a lab runs on: the student's, ours, or both, and the better score counts. */
  readonly prerequisites: 'own' | 'ours' | 'better';
  readonly feedback: Feedback;
}

/** When `runs` is `auto`. */
export interface AutoRule {
  /** How many points off the total may be, by the 95 % intervals. */
  readonly margin: number;
  /** Runs that no scenario exceeds. */
  readonly most: number;
}

/** How many of its points a scenario gets for the share of runs that passed. */
export type ScoreRule =
  | { readonly kind: 'pass-rate' }
  | { readonly kind: 'all-or-nothing' }
  | { readonly kind: 'threshold'; readonly at: number }
  | { readonly kind: 'curve'; readonly points: readonly CurvePoint[] };

/** Both 0 … 1. The points of a curve ascend, from a pass rate of 0 to one of 1. */
export type CurvePoint = readonly [passRate: number, share: number];

/** Of one sandboxed process. */
export interface Limits {
  readonly memoryMb: number;
  /** What one run may take before it is ended and counts as a hang. */
  readonly cpuSecondsPerRun: number;
}

export interface LateRule {
  /** Days that cost nothing. */
  readonly freeDays: number;
  /** For every day after them that was begun. */
  readonly perDay: Deduction;
  /** Undefined: up to all that was earned. */
  readonly most?: Deduction;
}

/** Points, or a share (0 … 1) of the points that were earned. */
export type Deduction =
  | { readonly kind: 'points'; readonly points: number }
  | { readonly kind: 'share'; readonly share: number };

/** What holds where neither a policy nor an option says otherwise. */
export const DEFAULT_POLICY: Policy = {
  runs: 10,
  auto: { margin: 1, most: 200 },
  score: { kind: 'pass-rate' },
  limits: { memoryMb: 512, cpuSecondsPerRun: 60 },
  splitSample: 0.05,
  prerequisites: 'own',
  feedback: { seeds: true, messages: true, replay: true, timelines: true, passed: true },
};
