import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import type { Implementation } from './bundler.ts';
import type { LabCode } from './lab-code.ts';
import type { RunPool } from './pool.ts';
import { type Recording, recordRun } from './record-run.ts';
import type { RunResult } from './result.ts';
import type { RunProgress } from './test-plan.ts';

/** What a schedule needs of a pool. */
export type SchedulePool = Pick<RunPool, 'run' | 'record' | 'bundled'>;

/**
 * Hands the runs of scenarios to the pool, each once and in the order asked for, and says how far they are.
 */
export class RunSchedule {
  private readonly pool: SchedulePool;
  private readonly implementation: Implementation;
  private readonly seeds: readonly number[];
  /** Keeps every worker of the pool busy, and decides late which run comes next. */
  private readonly queue = new PQueue({ concurrency: availableParallelism() });
  private readonly asked = new Map<string, Promise<readonly RunResult[]>>();
  /** The first run of a scenario that had to be ended from outside. */
  private readonly ended = new Map<string, RunResult>();
  private total = 0;
  private done = 0;

  constructor(pool: SchedulePool, implementation: Implementation, seeds: readonly number[]) {
    this.pool = pool;
    this.implementation = implementation;
    this.seeds = seeds;
  }

  /** The runs of a scenario, in the order of the seeds; they are queued when it is first asked for. */
  runsOf(part: string, slug: string): Promise<readonly RunResult[]> {
    const key = `${part} ${slug}`;
    let runs = this.asked.get(key);
    if (!runs) {
      this.total += this.seeds.length;
      runs = this.queue.addAll(
        this.seeds.map((seed, index) => () => this.run(part, slug, seed, index === 0)),
      );
      this.asked.set(key, runs);
    }
    return runs;
  }

  /** Makes one of the runs again, recorded. `replay` is the command that does the same. */
  record(plain: RunResult, replay: string): Promise<Recording> {
    const { part, slug, seed } = plain;
    const request = { implementation: this.implementation, part, slug, seed, twice: false };
    return recordRun(this.pool, request, plain, replay);
  }

  /** Nobody waits for the runs that have not begun: they are never made. */
  cancel(): void {
    this.queue.clear();
  }

  /** Whose results the runs of this part are. */
  async codeOf(part: string): Promise<LabCode> {
    return (await this.pool.bundled(part, this.implementation)).code;
  }

  progress(): RunProgress {
    return { done: this.done, total: this.total };
  }

  /**
   * The first seed runs twice: an implementation that is not deterministic rarely hides that from one seed.
   * Once a run had to be ended, the other seeds of its scenario count as failed and are not tried: nobody
   * waits for ten hangs.
   */
  private async run(part: string, slug: string, seed: number, twice: boolean): Promise<RunResult> {
    const key = `${part} ${slug}`;
    const earlier = this.ended.get(key);
    const result = earlier
      ? notTried(earlier, seed)
      : await this.pool.run({ implementation: this.implementation, part, slug, seed, twice });
    if (wasEnded(result) && !this.ended.has(key)) this.ended.set(key, result);
    this.done++;
    return result;
  }
}

/** No event was completed for seconds, or the memory was full: the costly ways to fail. */
function wasEnded({ failure }: RunResult): boolean {
  return failure?.kind === 'hang' || failure?.rule === 'world/memory';
}

function notTried({ part, slug, seed: endedSeed, failure }: RunResult, seed: number): RunResult {
  const counts = { events: 0, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0, exercised: {}, logs: [] };
  const message = `not run, as seed ${endedSeed} had to be ended`;
  const { kind, rule } = failure ?? { kind: 'hang', rule: 'world/hang' };
  return { part, slug, seed, failure: { kind, rule, message, before: [] }, fingerprint: '', ...counts };
}
