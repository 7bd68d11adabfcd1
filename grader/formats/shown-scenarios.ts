import type { Feedback } from '../pages/feedback.ts';
import type { GradedPart, GradedScenario } from '../results/grade-file.ts';
import { verdictOf } from './verdict.ts';

/** One scenario that a student sees as a test of its own. */
export interface ShownScenario {
  readonly part: string;
  /** `2.3`: the third scenario of the second part. */
  readonly number: string;
  readonly scenario: GradedScenario;
}

/** Scenarios that passed, where the policy does not list them: only how many, and their points. */
export interface FoldedScenarios {
  readonly count: number;
  readonly points: number;
  readonly max: number;
}

/** Tells apart what a student sees one by one, and what is only counted. Both add up to all scenarios. */
export function showScenarios(
  parts: readonly GradedPart[],
  feedback: Feedback,
): { readonly shown: readonly ShownScenario[]; readonly folded: FoldedScenarios } {
  const all = parts.flatMap(({ part, scenarios }, partIndex) =>
    scenarios.map((scenario, index) => ({ part, number: `${partIndex + 1}.${index + 1}`, scenario })),
  );
  const isShown = ({ scenario }: ShownScenario) => feedback.passed || verdictOf(scenario) !== 'passed';
  const folded = all.filter((one) => !isShown(one)).map(({ scenario }) => scenario);
  return {
    shown: all.filter(isShown),
    folded: {
      count: folded.length,
      points: sum(folded.map(({ points }) => points)),
      max: sum(folded.map(({ max }) => max)),
    },
  };
}

/** In hundredths, so that no error of binary fractions adds up. */
function sum(points: readonly number[]): number {
  return points.reduce((total, one) => total + Math.round(one * 100), 0) / 100;
}
