import { makePartRuns } from '../engine/make-part-runs.ts';
import { type PartMaker, type RunListener, throughJournal } from '../engine/part-maker.ts';
import type { PartRuns, PartWork } from '../engine/part-work.ts';
import type { RunJournal } from '../engine/run-journal.ts';
import { GraderFailure } from '../grader-failure.ts';
import type { JobDesk } from './job-desk.ts';
import { madeRunKey, type PartJobResult } from './part-job.ts';
import { partJobs } from './split-part.ts';

/** Has runs made by workers, wherever they are. What they answer goes into the journal as if made here. */
export class QueuePartMaker implements PartMaker {
  private readonly desk: Pick<JobDesk, 'make' | 'forget'>;
  private readonly onTier: (tier: string) => void;

  /** `onTier` is told how each worker keeps the code in. */
  constructor(desk: Pick<JobDesk, 'make' | 'forget'>, onTier: (tier: string) => void) {
    this.desk = desk;
    this.onTier = onTier;
  }

  async makePart(work: PartWork, journal: RunJournal, listener: RunListener): Promise<PartRuns> {
    const jobs = await partJobs(work, journal);
    const results = await Promise.all(jobs.map((job) => this.desk.make(job, work.bundle)));
    for (const { tier } of results) this.onTier(tier);
    const runs = new Map(
      results.flatMap((result) =>
        result.runs.map(({ mode, again, result: run }) => [madeRunKey({ ...run, mode, again }), run]),
      ),
    );
    const makeRun = throughJournal(work, journal, listener, async (wanted) => {
      const run = runs.get(madeRunKey(wanted));
      if (run?.part === wanted.part) return run;
      throw new GraderFailure('a worker answered with other runs than it was asked for');
    });
    const made = await makePartRuns(work, makeRun);
    for (const { notMade } of made.scenarios) listener.runsSkipped(notMade.length);
    await this.desk.forget(jobs);
    return withTimes(made, results);
  }

  endSubmission(): void {}
}

/** It is the workers that took their time. */
function withTimes({ scenarios, difference }: PartRuns, results: readonly PartJobResult[]): PartRuns {
  const wallMsOf = (slug: string) => results.reduce((sum, { wallMs }) => sum + (wallMs[slug] ?? 0), 0);
  return {
    scenarios: scenarios.map((one) => ({ ...one, wallMs: one.wallMs + wallMsOf(one.slug) })),
    difference,
  };
}
