import type { Passing } from '../scenarios/find-hint.ts';
import { hasPassed } from './kept-result.ts';
import { PROGRESS_FOLDER, readProgress } from './progress-files.ts';
import type { ScenarioReport } from './test-plan.ts';

/**
 * By part: the scenarios that pass with the code of these reports, as far as runs of it are kept. Never
 * rejects: what cannot be read is not known.
 */
export async function knownPasses(
  reports: readonly ScenarioReport[],
  withReference: readonly string[],
  folder: string = PROGRESS_FOLDER,
): Promise<ReadonlyMap<string, Passing>> {
  const hashes = new Map(reports.map(({ part, code }) => [part, code.hash]));
  const ours = [...withReference].sort().join(' ');
  const known = [...hashes].map(async ([part, hash]): Promise<readonly [string, Passing]> => {
    const { results } = await readProgress(part, folder);
    const same = results.filter((result) => result.code.hash === hash && result.with.join(' ') === ours);
    return [part, new Set(same.filter(hasPassed).map(({ slug }) => slug))];
  });
  return new Map(await Promise.all(known));
}
