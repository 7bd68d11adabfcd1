import { fileURLToPath } from 'node:url';
import { RunPool } from '../run/pool.ts';
import type { Lab } from '../scenarios/scenario.ts';
import { measureTimeline, type TimelineCost } from '../view/measure-timeline.ts';
import { recordEchoes } from './echo.ts';

const ROOT = fileURLToPath(new URL('../../solutions', import.meta.url));
const MANY_CALLS = 500_000;

export interface RecordingCost {
  /** CPU over all scenarios and seeds. */
  readonly plainMs: number;
  readonly recordedMs: number;
  /** The scenario whose CPU over all seeds grows most. */
  readonly worst: { readonly scenario: string; readonly ratio: number };
}

/** Every scenario of a lab with seeds 1 to `seeds`, plain and recorded in turn, after a warm-up. */
export async function recordingCost(lab: Lab, seeds: number): Promise<RecordingCost> {
  const pool = new RunPool({ workers: 1 });
  const implementation = { root: ROOT, withReference: [] };
  const order = { implementation: 'solutions', replay: '', stuck: undefined };
  let [plainMs, recordedMs] = [0, 0];
  let worst = { scenario: '', ratio: 0 };
  for (const { id: part, scenarios } of lab.parts) {
    for (const { slug } of scenarios) {
      let [plain, recorded] = [0, 0];
      for (let seed = 0; seed <= seeds; seed++) {
        const request = { implementation, part, slug, seed, twice: false };
        const once = await pool.run(request);
        const again = (await pool.record(request, order)).result;
        // Seed 0 warms up.
        if (seed > 0) [plain, recorded] = [plain + once.cpuMs, recorded + again.cpuMs];
      }
      [plainMs, recordedMs] = [plainMs + plain, recordedMs + recorded];
      if (recorded / plain > worst.ratio) worst = { scenario: slug, ratio: recorded / plain };
    }
  }
  await pool.close();
  return { plainMs, recordedMs, worst };
}

/** A run of a million events as a timeline; undefined where no browser is found. */
export async function bigTimeline(): Promise<(TimelineCost & { readonly events: number }) | undefined> {
  const trace = await recordEchoes(MANY_CALLS);
  const cost = await measureTimeline(trace);
  return cost && { ...cost, events: trace.run.events };
}
