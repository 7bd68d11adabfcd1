import type { BundleFactory } from '../../labrpc/host/bundle.ts';
import { hostsInProcess, runScenario } from '../run/run-scenario.ts';
import { churnAtScale, type Scale } from '../scenarios/lab4-shardkv/lab4b-scale.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { median } from './labs.ts';

/** What a run of lab 4 costs, and what one costs in which one thing is half as much. */
export interface Growth {
  /** `40 groups`. */
  readonly what: string;
  readonly cpuMs: number;
  /** Undefined of the smallest. */
  readonly timesHalf: number | undefined;
}

const MIDDLE: Scale = { groups: 10, shards: 100, clerks: 20, operationsPerClerk: 25, changes: 6 };

/** Each is twice as large as the one before it, in one thing. */
const SERIES: readonly { readonly of: string; readonly scales: readonly [number, Scale][] }[] = [
  { of: 'groups', scales: [5, 10, 20, 40].map((groups) => [groups, { ...MIDDLE, groups }]) },
  { of: 'clerks', scales: [10, 20, 40].map((clerks) => [clerks, { ...MIDDLE, clerks }]) },
  {
    of: 'operations',
    scales: [500, 1000, 2000].map((count) => [
      count,
      { ...MIDDLE, operationsPerClerk: count / MIDDLE.clerks },
    ]),
  },
];

const SEEDS = 5;

/** `factory`: of lab 4's solution. */
export async function growthOfRuns(factory: BundleFactory): Promise<Growth[]> {
  const growths: Growth[] = [];
  // The first runs are slow, as their code is still being compiled.
  await medianCpuMs(factory, MIDDLE);
  for (const { of, scales } of SERIES) {
    let before: number | undefined;
    for (const [count, scale] of scales) {
      const cpuMs = await medianCpuMs(factory, scale);
      const timesHalf = before === undefined ? undefined : cpuMs / before;
      growths.push({ what: `${count} ${of}`, cpuMs, timesHalf });
      before = cpuMs;
    }
  }
  return growths;
}

async function medianCpuMs(factory: BundleFactory, scale: Scale): Promise<number> {
  const scenario: Scenario = {
    name: 'growth',
    slug: 'growth',
    points: 1,
    paper: '',
    about: '',
    floors: {},
    run: (simulation) => churnAtScale(simulation, scale),
  };
  const times: number[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const createHost = hostsInProcess(factory);
    const { cpuMs, failure } = await runScenario({ part: 'bench', scenario, seed, createHost });
    if (failure) throw new Error(`${JSON.stringify(scale)} seed ${seed}: ${failure.message}`);
    times.push(cpuMs);
  }
  return median(times);
}
