import { makePartRuns } from '../engine/make-part-runs.ts';
import { runKey } from '../engine/part-maker.ts';
import type { PartWork, ScenarioWork } from '../engine/part-work.ts';
import type { RunJournal } from '../engine/run-journal.ts';
import type { MadeRun, PartJob } from './part-job.ts';

/** A scenario more, and a job has more runs than this: half a minute, at 100 ms each and a sample split. */
const MOST_RUNS = 200;

class NotKnown extends Error {}

/**
 * The jobs that are left to do of a part, most often one. What is asked in one scenario does not depend on
 * the others, so they may go to different workers.
 */
export async function partJobs(
  { bundle, ...work }: PartWork,
  journal: Pick<RunJournal, 'known'>,
): Promise<PartJob[]> {
  const jobs: PartJob[] = [];
  let scenarios: ScenarioWork[] = [];
  let known: MadeRun[] = [];
  let runs = 0;
  const finishJob = (): void => {
    if (scenarios.length > 0) jobs.push({ ...work, bundleHash: bundle.hash, scenarios, known });
    [scenarios, known, runs] = [[], [], 0];
  };
  for (const scenario of work.scenarios) {
    const one = { ...work, bundle, scenarios: [scenario] };
    if (await isKnown(one, journal)) continue;
    const before = knownRuns(one, scenario, journal);
    const wanted = scenario.seeds.length - before.length;
    if (runs + wanted > MOST_RUNS) finishJob();
    scenarios.push(scenario);
    known.push(...before);
    runs += wanted;
  }
  finishJob();
  return jobs;
}

/** Whether nothing would have to be made. */
async function isKnown(work: PartWork, journal: Pick<RunJournal, 'known'>): Promise<boolean> {
  try {
    await makePartRuns(work, async (wanted) => {
      const known = wanted.again ? undefined : journal.known(runKey(work, wanted));
      if (!known) throw new NotKnown();
      return known;
    });
    return true;
  } catch (error) {
    if (error instanceof NotKnown) return false;
    throw error;
  }
}

function knownRuns(
  work: PartWork,
  { slug, seeds }: ScenarioWork,
  journal: Pick<RunJournal, 'known'>,
): MadeRun[] {
  const { part } = work;
  return (['fast', 'split'] as const).flatMap((mode) =>
    seeds.flatMap((seed) => {
      const result = journal.known(runKey(work, { part, slug, seed, mode }));
      return result ? [{ mode, again: false, result }] : [];
    }),
  );
}
