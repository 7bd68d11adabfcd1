import { describe, expect, it } from 'vitest';
import type { BundleResult } from './bundler.ts';
import type { RunRequest } from './pool.ts';
import type { Failure, RunResult } from './result.ts';
import { RunSchedule } from './run-schedule.ts';

const LABS = { root: 'labs', withReference: [] };
const HANG: Failure = { kind: 'hang', rule: 'world/hang', message: 'no event', before: [] };

describe('RunSchedule', () => {
  it('runs each seed of a scenario once, the first one twice over, however often it is asked', async () => {
    const pool = new FakePool();
    const schedule = new RunSchedule(pool, LABS, [4, 5, 6]);
    const [first, second] = await Promise.all([schedule.runsOf('lab2a', 'x'), schedule.runsOf('lab2a', 'x')]);
    expect(first).toBe(second);
    expect(first.map(({ seed }) => seed)).toEqual([4, 5, 6]);
    expect(pool.requests.map(({ seed, twice }) => [seed, twice])).toEqual([
      [4, true],
      [5, false],
      [6, false],
    ]);
    expect(schedule.progress()).toEqual({ done: 3, total: 3 });
  });

  it('knows whose results its runs are', async () => {
    const code = await new RunSchedule(new FakePool(), LABS, [1]).codeOf('lab2a');
    expect(code).toEqual({ files: ['labs/x/x.ts'], hash: 'h' });
  });

  it('tries no more seeds of a scenario that hangs, and counts them as failed', async () => {
    const pool = new FakePool((request) => (request.slug === 'bad' ? HANG : undefined));
    const schedule = new RunSchedule(
      pool,
      LABS,
      Array.from({ length: 100 }, (_, seed) => seed),
    );
    const [bad, good] = await Promise.all([
      schedule.runsOf('lab2a', 'bad'),
      schedule.runsOf('lab2a', 'good'),
    ]);
    expect(bad.every(({ failure }) => failure?.kind === 'hang')).toBe(true);
    expect(bad.at(-1)?.failure?.message).toContain('not run, as seed 0 had to be ended');
    expect(good.every(({ failure }) => failure === undefined)).toBe(true);
    expect(pool.requests.filter(({ slug }) => slug === 'bad').length).toBeLessThan(50);
  });
});

class FakePool {
  readonly requests: RunRequest[] = [];
  private readonly failureOf: (request: RunRequest) => Failure | undefined;

  constructor(failureOf: (request: RunRequest) => Failure | undefined = () => undefined) {
    this.failureOf = failureOf;
  }

  async run(request: RunRequest): Promise<RunResult> {
    this.requests.push(request);
    const { part, slug, seed } = request;
    const counts = { events: 1, rpcs: 1, bytes: 1, virtualMs: 1, cpuMs: 1, exercised: {}, logs: [] };
    return { part, slug, seed, failure: this.failureOf(request), fingerprint: 'f', ...counts };
  }

  async record(): Promise<never> {
    throw new Error('nothing is recorded in this test');
  }

  async bundled(): Promise<BundleResult> {
    return { kind: 'failed', message: 'no code', code: { files: ['labs/x/x.ts'], hash: 'h' } };
  }
}
