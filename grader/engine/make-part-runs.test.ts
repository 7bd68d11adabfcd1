import { expect, it } from 'vitest';
import type { RunResult } from '../../harness/run/result.ts';
import { RUN_LIMITS } from '../judge/run-watch.ts';
import { makePartRuns, runNotMade } from './make-part-runs.ts';
import type { PartWork, WantedRun } from './part-work.ts';

function work(repeated: readonly number[], mode: PartWork['mode'] = 'sampled'): PartWork {
  const bundle = { hash: 'h', bundle: { code: '', fileName: 'lab.js' } };
  const scenarios = ['quiet', 'lossy'].map((slug) => ({ slug, seeds: [1, 2, 3, 4], repeated }));
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
  const { scenarios, difference } = await makePartRuns(work([2, 4]), async (run) => {
    asked.push(`${run.slug} ${run.seed} ${run.mode}`);
    return passed(run);
  });
  expect(difference).toBeUndefined();
  expect(scenarios.map(({ slug, runs, repeatedSplit }) => [slug, runs.length, repeatedSplit])).toEqual([
    ['quiet', 4, 2],
    ['lossy', 4, 2],
  ]);
  expect(asked.slice(0, 6)).toEqual([
    'quiet 1 fast',
    'quiet 2 fast',
    'quiet 2 split',
    'quiet 3 fast',
    'quiet 4 fast',
    'quiet 4 split',
  ]);
});

it('makes all of them split where the mode says so', async () => {
  const modes = new Set<string>();
  await makePartRuns(work([2], 'split'), async (run) => {
    modes.add(run.mode);
    return passed(run);
  });
  expect([...modes]).toEqual(['split']);
});

it('ends with a difference, and says whether it is one each time', async () => {
  const steady = await makePartRuns(work([3]), async (run) => passed(run, run.mode));
  expect(steady.difference).toEqual({ slug: 'quiet', seed: 3, isSteady: true });
  let count = 0;
  const unsteady = await makePartRuns(work([3]), async (run) => passed(run, `${count++}`));
  expect(unsteady.difference).toEqual({ slug: 'quiet', seed: 3, isSteady: false });
});

it('gives up a scenario after two runs that had to be ended, and goes on with the next', async () => {
  const { scenarios } = await makePartRuns(work([]), async (run) =>
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

it('does not repeat a run that had to be ended: it says nothing of how servers talk', async () => {
  const { scenarios, difference } = await makePartRuns(work([1, 2, 3, 4]), async (run) => hung(run));
  expect(difference).toBeUndefined();
  expect(scenarios[0]?.repeatedSplit).toBe(0);
});
