import type { Bundle } from '../../labrpc/host/bundle.ts';
import { makePartRuns } from '../engine/make-part-runs.ts';
import { storedResult } from '../engine/part-maker.ts';
import { Lane } from '../judge/lane.ts';
import type { SandboxPrograms } from '../judge/sandbox-programs.ts';
import { type MadeRun, madeRunKey, type PartJob, type PartJobResult } from './part-job.ts';

/** Makes jobs, one after another, in a lane of its own. */
export class JobBench {
  private readonly programs: SandboxPrograms;
  private lane: Lane | undefined;
  /** What the lane was made for. */
  private limits = '';
  private nextBundleId = 1;

  constructor(programs: SandboxPrograms) {
    this.programs = programs;
  }

  async make(job: PartJob, code: Bundle): Promise<PartJobResult> {
    const lane = await this.laneFor(job);
    const bundle = { id: this.nextBundleId++, bundle: code };
    const known = new Map(job.known.map((run) => [keyOf(run), run.result]));
    const runs: MadeRun[] = [];
    try {
      const { scenarios } = await makePartRuns(
        { ...job, bundle: { hash: job.bundleHash, bundle: code } },
        async ({ again = false, ...wanted }) => {
          const before = again ? undefined : known.get(madeRunKey(wanted));
          if (before) return before;
          const { result } = await lane.run({ ...wanted, bundle, record: undefined });
          const stored = storedResult(result);
          runs.push({ mode: wanted.mode, again, result: stored });
          return stored;
        },
      );
      const wallMs = Object.fromEntries(scenarios.map((scenario) => [scenario.slug, scenario.wallMs]));
      return { tier: this.programs.tier.name, runs, wallMs };
    } finally {
      // The next job may be of somebody else.
      lane.endSubmission();
    }
  }

  async close(): Promise<void> {
    await this.lane?.close();
  }

  private async laneFor({ limits }: PartJob): Promise<Lane> {
    const wanted = JSON.stringify(limits);
    if (!this.lane || this.limits !== wanted) {
      await this.lane?.close();
      this.lane = new Lane(this.programs, limits);
      this.limits = wanted;
    }
    return this.lane;
  }
}

function keyOf({ mode, again, result: { slug, seed } }: MadeRun): string {
  return madeRunKey({ slug, seed, mode, again });
}
