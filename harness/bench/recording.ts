import { recordScenario } from '../run/record-scenario.ts';
import { hostsInProcess, runScenario } from '../run/run-scenario.ts';
import type { Lab } from '../scenarios/scenario.ts';
import { measureTimeline, type TimelineCost } from '../view/measure-timeline.ts';
import { recordEchoes } from './echo.ts';
import { compileSolution } from './labs.ts';

const MANY_CALLS = 500_000;

export interface RecordingCost {
  /** CPU over all scenarios and seeds. */
  readonly plainMs: number;
  readonly recordedMs: number;
  /** The scenario whose CPU over all seeds grows most. */
  readonly worst: { readonly scenario: string; readonly ratio: number };
}

/**
 * Every scenario of a lab with seeds 1 to `seeds`, plain and recorded, after a warm-up with seed 0. In this
 * thread: what the process has spent is known to the microsecond, what a worker has spent only by the tick,
 * which is longer than most runs.
 */
export async function recordingCost(lab: Lab, seeds: number): Promise<RecordingCost> {
  const factory = await compileSolution(lab);
  const order = { implementation: 'solutions', replay: '', stuck: undefined };
  let [plainMs, recordedMs] = [0, 0];
  let worst = { scenario: '', ratio: 0 };
  for (const { id: part, scenarios } of lab.parts) {
    for (const scenario of scenarios) {
      const plain = (seed: number) =>
        runScenario({ part, scenario, seed, createHost: hostsInProcess(factory) });
      const recorded = async (seed: number) => {
        const options = { part, scenario, seed, createHost: hostsInProcess(factory, true) };
        return JSON.stringify((await recordScenario(options, order)).trace);
      };
      await plain(0);
      await recorded(0);
      const once = await cpuMsOf(seeds, plain);
      const again = await cpuMsOf(seeds, recorded);
      [plainMs, recordedMs] = [plainMs + once, recordedMs + again];
      if (again / once > worst.ratio) worst = { scenario: scenario.slug, ratio: again / once };
    }
  }
  return { plainMs, recordedMs, worst };
}

async function cpuMsOf(seeds: number, run: (seed: number) => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let seed = 1; seed <= seeds; seed++) await run(seed);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** A run of a million events as a timeline; undefined where no browser is found. */
export async function bigTimeline(): Promise<(TimelineCost & { readonly events: number }) | undefined> {
  const trace = await recordEchoes(MANY_CALLS);
  const cost = await measureTimeline(trace);
  return cost && { ...cost, events: trace.run.events };
}
