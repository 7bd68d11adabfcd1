import { fileURLToPath } from 'node:url';
import { RunPool, type RunRequest } from '../run/pool.ts';
import type { Lab } from '../scenarios/scenario.ts';
import { measureTimeline, type TimelineCost } from '../view/measure-timeline.ts';
import { recordEchoes } from './echo.ts';

const ROOT = fileURLToPath(new URL('../../solutions', import.meta.url));
const PLAIN_RUNS = 5;
const MANY_CALLS = 500_000;

export interface RecordingCost {
  /** CPU over all scenarios and seeds. */
  readonly plainMs: number;
  readonly recordedMs: number;
  /** The scenario whose CPU over all seeds grows most. */
  readonly worst: { readonly scenario: string; readonly ratio: number };
}

/** Every scenario of a lab with seeds 1 to `seeds`, plain and recorded, after a warm-up with seed 0. */
export async function recordingCost(lab: Lab, seeds: number): Promise<RecordingCost> {
  const pool = new RunPool({ workers: 1 });
  let [plainMs, recordedMs] = [0, 0];
  let worst = { scenario: '', ratio: 0 };
  for (const { id: part, scenarios } of lab.parts) {
    for (const { slug } of scenarios) {
      const runs = new ScenarioRuns(pool, part, slug);
      await runs.recordedMs(0);
      let [plain, recorded] = [0, 0];
      for (let seed = 1; seed <= seeds; seed++) {
        plain += await runs.plainMs(seed);
        recorded += await runs.recordedMs(seed);
      }
      [plainMs, recordedMs] = [plainMs + plain, recordedMs + recorded];
      if (recorded / plain > worst.ratio) worst = { scenario: slug, ratio: recorded / plain };
    }
  }
  await pool.close();
  return { plainMs, recordedMs, worst };
}

/** Runs of one scenario of the solution. */
class ScenarioRuns {
  private readonly pool: RunPool;
  private readonly part: string;
  private readonly slug: string;

  constructor(pool: RunPool, part: string, slug: string) {
    this.pool = pool;
    this.part = part;
    this.slug = slug;
  }

  /** The mean of many runs: what a thread has spent is known by the tick, which is longer than most runs. */
  async plainMs(seed: number): Promise<number> {
    let sum = 0;
    for (let run = 0; run < PLAIN_RUNS; run++) sum += (await this.pool.run(this.request(seed))).cpuMs;
    return sum / PLAIN_RUNS;
  }

  async recordedMs(seed: number): Promise<number> {
    const order = { implementation: 'solutions', replay: '', stuck: undefined };
    return (await this.pool.record(this.request(seed), order)).result.cpuMs;
  }

  private request(seed: number): RunRequest {
    const implementation = { root: ROOT, withReference: [] };
    return { implementation, part: this.part, slug: this.slug, seed, twice: false };
  }
}

/** A run of a million events as a timeline; undefined where no browser is found. */
export async function bigTimeline(): Promise<(TimelineCost & { readonly events: number }) | undefined> {
  const trace = await recordEchoes(MANY_CALLS);
  const cost = await measureTimeline(trace);
  return cost && { ...cost, events: trace.run.events };
}
