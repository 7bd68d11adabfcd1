import { bundleSolution, SOLUTIONS } from '../../harness/bench/labs.ts';
import { RunPool } from '../../harness/run/pool.ts';
import type { RunResult } from '../../harness/run/result.ts';
import type { Lab } from '../../harness/scenarios/scenario.ts';
import { Lane, type LaneBundle } from '../judge/lane.ts';
import { RUN_LIMITS } from '../judge/run-watch.ts';
import type { SandboxPrograms } from '../judge/sandbox-programs.ts';
import { treeCpuMs } from './tree-cpu.ts';

/** One run of our solution. */
interface Planned {
  readonly lab: Lab;
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
}

/**
 * What one run of our solution costs the machine, in ms of CPU time. Bundles and programs are made before,
 * and threads and processes have made one run of each lab: what is counted grows with the number of runs.
 */
export class RunCosts {
  private readonly labs: readonly Lab[];

  constructor(labs: readonly Lab[]) {
    this.labs = labs;
  }

  /** As the course makes runs, in so many threads of this process. */
  async unsandboxed(seeds: readonly number[], workers: number): Promise<number> {
    const pool = new RunPool({ workers });
    try {
      return await this.costOf(seeds, async (runs) => {
        const made = runs.map(({ part, slug, seed }) =>
          pool.run({ implementation: SOLUTIONS, part, slug, seed, twice: false }),
        );
        return Promise.all(made);
      });
    } finally {
      await pool.close();
    }
  }

  /** As the grader makes them, one after another: the judge's thread and the sandboxed processes together. */
  async sandboxed(
    seeds: readonly number[],
    programs: SandboxPrograms,
    mode: 'fast' | 'split',
  ): Promise<number> {
    const bundles = await this.bundles();
    const lane = new Lane(programs, RUN_LIMITS);
    try {
      return await this.costOf(seeds, async (runs) => {
        const results: RunResult[] = [];
        for (const { lab, part, slug, seed } of runs) {
          const bundle = bundles.get(lab) as LaneBundle;
          results.push((await lane.run({ bundle, part, slug, seed, mode, record: undefined })).result);
        }
        return results;
      });
    } finally {
      await lane.close();
    }
  }

  /** Throws if one fails: the cost of something broken says nothing. */
  private async costOf(
    seeds: readonly number[],
    make: (runs: readonly Planned[]) => Promise<readonly RunResult[]>,
  ): Promise<number> {
    const runs = this.planned(seeds);
    await make(runs.filter(({ lab }, index) => lab !== runs[index - 1]?.lab));
    const before = treeCpuMs();
    const results = await make(runs);
    const cpuMs = treeCpuMs() - before;
    for (const { part, slug, seed, failure } of results) {
      if (failure) throw new Error(`${part} ${slug} seed=${seed}: ${failure.message}`);
    }
    return cpuMs / runs.length;
  }

  private planned(seeds: readonly number[]): Planned[] {
    return this.labs.flatMap((lab) =>
      lab.parts.flatMap(({ id: part, scenarios }) =>
        scenarios.flatMap(({ slug }) => seeds.map((seed) => ({ lab, part, slug, seed }))),
      ),
    );
  }

  private async bundles(): Promise<ReadonlyMap<Lab, LaneBundle>> {
    const bundles = new Map<Lab, LaneBundle>();
    for (const [index, lab] of this.labs.entries()) {
      bundles.set(lab, { id: index + 1, bundle: await bundleSolution(lab) });
    }
    return bundles;
  }
}
