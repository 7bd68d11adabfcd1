import { expect, it } from 'vitest';
import type { RunResult } from '../../harness/run/result.ts';
import { RUN_LIMITS } from '../judge/run-watch.ts';
import { makePartRuns, runNotMade } from './make-part-runs.ts';
import type { PartWork, WantedRun } from './part-work.ts';

function work(repeatShare: number, mode: PartWork['mode'] = 'sampled'): PartWork {
  const bundle = { hash: 'h', bundle: { code: '', fileName: 'lab.js' } };
  const scenarios = ['quiet', 'lossy'].map((slug) => ({
    slug,
    seeds: [1, 2, 3, 4],
    repeatOrder: [4, 2, 1, 3],
    repeatShare,
  }));
  return { part: 'lab2a', bundle, scenarios, mode, limits: RUN_LIMITS };
}

function passed({ part, slug, seed }: WantedRun, fingerprint = `${slug} ${seed}`): RunResult {
  const counts = { events: 1, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0, exercised: {}, logs: [] };
  return { part, slug, seed, failure: undefined, fingerprint, ...counts };
}

function hung({ part, slug, seed }: WantedRun): RunResult {
  return runNotMade(part, slug, seed, { kind: 'hang', rule: 'world/hang', message: 'stuck', before: [] });
}

it('makes every run, and those of the sample twice', async () => {
  const asked: string[] = [];
  const { scenarios, difference } = await makePartRuns(work(0.5), async (run) => {
    asked.push(`${run.slug} ${run.seed} ${run.mode}`);
    return passed(run);
  });
  expect(difference).toBeUndefined();
  expect(scenarios.map(({ slug, runs, repeatedSplit }) => [slug, runs.length, repeatedSplit])).toEqual([
    ['quiet', 4, 2],
    ['lossy', 4, 2],
  ]);
  // Whoever could see when the sample is over could cheat from there on.
  const modes = asked.map((text) => text.split(' ')[2]);
  expect(modes.indexOf('split')).toBe(8);
  expect(asked.slice(8)).toEqual(['quiet 4 split', 'quiet 2 split', 'lossy 4 split', 'lossy 2 split']);
});

it('makes all of them split where the mode says so', async () => {
  const modes = new Set<string>();
  await makePartRuns(work(0.5, 'split'), async (run) => {
    modes.add(run.mode);
    return passed(run);
  });
  expect([...modes]).toEqual(['split']);
});

it('ends with a difference, and says whether it is one each time', async () => {
  const steady = await makePartRuns(work(0.1), async (run) => passed(run, run.mode));
  expect(steady.difference).toEqual({ slug: 'quiet', seed: 4, isSteady: true });
  let count = 0;
  const unsteady = await makePartRuns(work(0.1), async (run) => passed(run, `${count++}`));
  expect(unsteady.difference).toEqual({ slug: 'quiet', seed: 4, isSteady: false });
});

it('gives up a scenario after two runs that had to be ended, and goes on with the next', async () => {
  const { scenarios } = await makePartRuns(work(0), async (run) =>
    run.slug === 'quiet' && run.seed > 1 ? hung(run) : passed(run),
  );
  expect(scenarios[0]?.notMade).toEqual([4]);
  expect(scenarios[0]?.runs.map(({ failure }) => failure?.rule)).toEqual([
    undefined,
    'world/hang',
    'world/hang',
    'world/hang',
  ]);
  expect(scenarios[1]?.notMade).toEqual([]);
});

it('repeats runs that passed only: nobody cheats to fail', async () => {
  const { scenarios, difference } = await makePartRuns(work(1), async (run) => hung(run));
  expect(difference).toBeUndefined();
  expect(scenarios[0]?.repeatedSplit).toBe(0);
});
