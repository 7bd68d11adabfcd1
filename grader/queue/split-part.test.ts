import { describe, expect, it } from 'vitest';
import type { Failure, RunResult } from '../../harness/run/result.ts';
import { runKey } from '../engine/part-maker.ts';
import type { PartWork } from '../engine/part-work.ts';
import { RUN_LIMITS } from '../judge/run-watch.ts';
import { partJobs } from './split-part.ts';

const SEEDS = Array.from({ length: 90 }, (_, index) => index + 1);
const HANG: Failure = { kind: 'hang', rule: 'world/hang', message: 'hung', before: [] };

function workOf(...slugs: readonly string[]): PartWork {
  return {
    part: 'lab2a',
    bundle: { hash: 'a'.repeat(64), bundle: { code: '', fileName: '' } },
    scenarios: slugs.map((slug) => ({ slug, seeds: SEEDS, repeatOrder: [...SEEDS], repeatShare: 0 })),
    mode: 'sampled',
    limits: RUN_LIMITS,
  };
}

function resultOf(slug: string, seed: number, failure?: Failure): RunResult {
  const counts = { events: 1, rpcs: 1, bytes: 1, virtualMs: 1, cpuMs: 1 };
  return { part: 'lab2a', slug, seed, failure, fingerprint: '', ...counts, exercised: {}, logs: [] };
}

/** Knows these seeds of these scenarios. */
function knowing(work: PartWork, known: readonly RunResult[]): Parameters<typeof partJobs>[1] {
  const results = new Map(known.map((run) => [runKey(work, { ...run, mode: 'fast' }), run]));
  return { known: (key) => results.get(key) };
}

describe('partJobs', () => {
  it('puts scenarios together as long as a job stays small', async () => {
    const work = workOf('a', 'b', 'c');
    const jobs = await partJobs(work, knowing(work, []));
    expect(jobs.map(({ scenarios }) => scenarios.map(({ slug }) => slug))).toEqual([['a', 'b'], ['c']]);
    expect(jobs[0]).toMatchObject({
      bundleHash: 'a'.repeat(64),
      part: 'lab2a',
      limits: RUN_LIMITS,
      known: [],
    });
    expect(jobs[0]).not.toHaveProperty('bundle');
  });

  it('leaves out what is known, and sends along what is known in part', async () => {
    const work = workOf('all', 'some', 'hopeless');
    const all = SEEDS.map((seed) => resultOf('all', seed));
    const some = [resultOf('some', 2), resultOf('some', 5)];
    const hopeless = [resultOf('hopeless', 1, HANG), resultOf('hopeless', 2, HANG)];
    const jobs = await partJobs(work, knowing(work, [...all, ...some, ...hopeless]));
    expect(jobs).toHaveLength(1);
    expect(jobs[0]?.scenarios.map(({ slug }) => slug)).toEqual(['some']);
    expect(jobs[0]?.known).toEqual(some.map((result) => ({ mode: 'fast', again: false, result })));
  });

  it('has nothing to do where all is known', async () => {
    const work = workOf('all');
    const all = SEEDS.map((seed) => resultOf('all', seed));
    expect(await partJobs(work, knowing(work, all))).toEqual([]);
  });
});
