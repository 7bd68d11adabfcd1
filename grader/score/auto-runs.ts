import type { AutoRule, ScoreRule } from '../policy/policy.ts';
import type { GradedPart, GradedScenario } from '../results/grade-file.ts';
import { earnedShare } from './score-rule.ts';
import { wilsonInterval } from './wilson.ts';

/** Runs of every scenario before anything is decided, and those that are added at a time. */
const BATCH = 10;

/** A scenario that needs more runs, and how many it shall have in all: the first so many seeds. */
export interface WantedRuns {
  readonly part: string;
  readonly slug: string;
  readonly runs: number;
}

/** Runs that every scenario of an `auto` grading gets. */
export function firstRuns({ most }: AutoRule): number {
  return Math.min(BATCH, most);
}

/**
 * Which scenarios of a submission to run on before its points are certain to within the margin; none: done.
 *
 * How far off the points of a scenario may be is said by the farther end of its Wilson interval. Runs are
 * independent, so these distances add up like the sides of a right angle: the total is certain when the root
 * of the sum of their squares is within the margin. Until then each scenario whose distance is above an even
 * share of the margin gets another batch. So the answer depends on nothing but the results: not on the
 * machine, nor on the order of the work.
 */
export function needsMoreRuns(parts: readonly GradedPart[], auto: AutoRule, rule: ScoreRule): WantedRuns[] {
  if (uncertainty(parts, rule) <= auto.margin) return [];
  const all = parts.flatMap(({ part, scenarios }) =>
    scenarios.map((scenario) => ({ part, scenario, distance: distanceOf(scenario, rule) })),
  );
  const share = auto.margin / Math.sqrt(all.length);
  return all
    .map(({ part, scenario, distance }) => ({ part, scenario, distance, made: runsMade(scenario) }))
    .filter(({ distance, made }) => distance > share && made < auto.most)
    .map(({ part, scenario, made }) => ({
      part,
      slug: scenario.slug,
      runs: Math.min(auto.most, made + BATCH),
    }));
}

/** How many points the sum of all scenarios may be off, by their 95 % intervals. */
export function uncertainty(parts: readonly GradedPart[], rule: ScoreRule): number {
  const distances = parts.flatMap(({ scenarios }) => scenarios.map((one) => distanceOf(one, rule)));
  return Math.hypot(...distances);
}

/** In points. Zero where runs were left out because it is known how they would end, or none can be made. */
function distanceOf(scenario: GradedScenario, rule: ScoreRule): number {
  if (runsMade(scenario) === 0) return 0;
  if (Object.keys(scenario.fingerprints).length < runsMade(scenario)) return 0;
  const [low, high] = wilsonInterval(scenario.passed, scenario.runs);
  const reached = earnedShare(rule, scenario.runs === 0 ? 0 : scenario.passed / scenario.runs);
  const farthest = Math.max(reached - earnedShare(rule, low), earnedShare(rule, high) - reached);
  return scenario.max * farthest;
}

/** Those without a verdict among them. */
function runsMade({ runs, undecided = [] }: GradedScenario): number {
  return runs + undecided.length;
}
