import { hundredths } from '../../harness/run/score.ts';
import type { AutoRule, Policy } from '../policy/policy.ts';
import type { ClassFlag, SubmissionRecord } from '../results/grade-file.ts';
import { uncertainty } from './auto-runs.ts';

/** How certain the points of a class became, where runs were made until they should be. */
export interface Certainty {
  /** What the policy asks for, in points. */
  readonly margin: number;
  /** How many points the total of each submission may be off, by id; without those that were not run. */
  readonly byId: ReadonlyMap<string, number>;
}

/** Undefined where every scenario gets the same number of runs. */
export function certaintyOf(
  graded: Iterable<{ readonly record: SubmissionRecord }>,
  { runs, auto, score }: Policy,
): Certainty | undefined {
  if (runs !== 'auto') return undefined;
  const byId = new Map<string, number>();
  for (const { record } of graded) {
    if (record.refusal === undefined) byId.set(record.id, uncertainty(record.parts, score));
  }
  return { margin: auto.margin, byId };
}

/** One line below the table. */
export function certaintyText({ margin, byId }: Certainty): string {
  const within = [...byId.values()].filter((points) => points <= margin).length;
  const reached = `${within} of ${byId.size} came to within the margin of ${margin}`;
  return `±: how many points a total may be off, by 95 % intervals; ${reached}`;
}

/** One for each submission that has had all the runs that it may have, and is not certain enough. */
export function certaintyFlags({ margin, byId }: Certainty, { most }: AutoRule): ClassFlag[] {
  return [...byId]
    .filter(([, points]) => points > margin)
    .map(([id, points]) => ({
      kind: 'uncertain',
      id,
      message: `its total may be ±${hundredths(points)} points off, more than the margin of ${margin}: ${most} runs of a scenario were too few`,
    }));
}
