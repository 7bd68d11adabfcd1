import { findPart, findStaged } from '../scenarios/find.ts';
import { keptResult } from './kept-result.ts';
import { keepResults } from './progress-files.ts';
import type { ScenarioReport } from './test-plan.ts';

export interface RoundOrigin {
  /** Labs whose code was ours (`with=lab2`). */
  readonly withReference: readonly string[];
  /** When the code was taken. */
  readonly at: Date;
  /** Where to keep it; where `npm run labs` looks, by default. */
  readonly folder?: string;
}

/**
 * Keeps what a round of tests on the student's code found out. Resolves to what went wrong with that, a
 * sentence each: none of it changes a verdict.
 */
export async function keepProgress(
  reports: readonly ScenarioReport[],
  { withReference, at, folder }: RoundOrigin,
): Promise<readonly string[]> {
  const parts = [...new Set(reports.map(({ part }) => part))];
  const problems = await Promise.all(
    parts.map((part) => {
      const results = reports
        .filter((report) => report.part === part && !isStaged(report))
        .flatMap(({ result, code }) => keptResult(result, { with: withReference, code, at }) ?? []);
      return keepResults(part, results, folder);
    }),
  );
  return [...new Set(problems.flat())];
}

/** A failure that was staged is no progress of anybody's. */
function isStaged({ part, result }: ScenarioReport): boolean {
  return findStaged(findPart(part).part, result.slug) !== undefined;
}
