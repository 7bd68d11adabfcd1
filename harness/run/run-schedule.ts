import type { Implementation } from './bundler.ts';
import type { RunPool } from './pool.ts';
import type { RunResult } from './result.ts';
import type { RunProgress } from './test-plan.ts';

/** Hands the runs of scenarios to the pool, once, and says how far they are. */
export class RunSchedule {
  private readonly pool: Pick<RunPool, 'run'>;
  private readonly implementation: Implementation;
  private readonly seeds: readonly number[];
  private readonly queued = new Map<string, Promise<readonly RunResult[]>>();
  private total = 0;
  private done = 0;

  constructor(pool: Pick<RunPool, 'run'>, implementation: Implementation, seeds: readonly number[]) {
    this.pool = pool;
    this.implementation = implementation;
    this.seeds = seeds;
  }

  /** The runs of a scenario, in the order of the seeds; they are queued when it is first asked for. */
  queue(part: string, slug: string): Promise<readonly RunResult[]> {
    const key = `${part} ${slug}`;
    let runs = this.queued.get(key);
    if (!runs) {
      runs = Promise.all(this.seeds.map((seed, index) => this.run(part, slug, seed, index === 0)));
      this.queued.set(key, runs);
    }
    return runs;
  }

  progress(): RunProgress {
    return { done: this.done, total: this.total };
  }

  /** The first seed runs twice: an implementation that is not deterministic rarely hides that from one seed. */
  private async run(part: string, slug: string, seed: number, twice: boolean): Promise<RunResult> {
    this.total++;
    const result = await this.pool.run({ implementation: this.implementation, part, slug, seed, twice });
    this.done++;
    return result;
  }
}
