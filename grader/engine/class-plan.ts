import type { Lab, Part } from '../../harness/scenarios/scenario.ts';
import type { RunLimits } from '../judge/run-watch.ts';
import type { Policy } from '../policy/policy.ts';

/** What is asked of every submission. */
export interface ClassPlan {
  readonly labs: readonly PlannedLab[];
  /** The same for each scenario and each submission: as many as a scenario may get. */
  readonly seeds: readonly number[];
  readonly policy: Policy;
  /** Lab words whose code is ours. */
  readonly withReference: readonly string[];
  /** Draws which runs are repeated split. */
  readonly sampleSecret: string;
  readonly limits: RunLimits;
}

export interface PlannedLab {
  readonly lab: Lab;
  readonly parts: readonly PlannedPart[];
}

export interface PlannedPart {
  readonly part: Part;
  /** Points of its scenarios, in their order. */
  readonly points: readonly number[];
}
