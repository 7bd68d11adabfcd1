import { describe, expect, it } from 'vitest';
import type { BundleResult } from '../bundler.ts';
import { fakeLab } from '../fake-lab.ts';
import type { RunRequest } from '../pool.ts';
import type { Failure, RunResult } from '../result.ts';
import type { ScenarioReport } from '../test-plan.ts';
import type { WorkerReply } from '../worker.ts';
import { Round } from './round.ts';

const LAB = fakeLab('lab8-x', 'lab8', { lab8a: ['one', 'two'], lab8b: ['three', 'four'] });
const OTHER = fakeLab('lab9-y', 'lab9', { lab9: ['five'] });
const PARTS = [LAB, OTHER].flatMap((lab) => lab.parts.map((part) => ({ lab, part })));
const CODE = { files: ['labs/lab8-x/x.ts'], hash: 'h' };

interface Fakes {
  readonly failing?: readonly string[];
  readonly failedBefore?: readonly string[];
  readonly broken?: string;
}

function roundOf(
  pool: FakePool,
  { failedBefore = [] }: Fakes = {},
): { round: Round; told: ScenarioReport[] } {
  const told: ScenarioReport[] = [];
  const round = new Round({
    pool,
    implementation: { root: 'labs', withReference: [] },
    parts: PARTS,
    plan: { tree: 'labs', withReference: [], seeds: [1, 2], only: undefined, verbose: false, record: false },
    failedBefore: (_part, slug) => failedBefore.includes(slug),
    onBundled: (labId, { kind }) => pool.bundles.push(`${labId} ${kind}`),
    onScenario: (report) => told.push(report),
  });
  return { round, told };
}

describe('a round', () => {
  it('begins with what failed before, in its part, and goes on in the order of the course', async () => {
    const pool = new FakePool({});
    const { round, told } = roundOf(pool, { failedBefore: ['four'] });
    const end = await round.run();
    const order = ['four', 'three', 'one', 'two', 'five'];
    expect(told.map(({ result }) => result.slug)).toEqual(order);
    expect(end?.reports.map(({ result }) => result.slug)).toEqual(order);
    expect(pool.requests[0]).toMatchObject({ part: 'lab8b', slug: 'four' });
    expect(round.progress()).toEqual({ done: 10, total: 10 });
  });

  it('scores each scenario, says what ran, and records the first failure only', async () => {
    const pool = new FakePool({ failing: ['two', 'three'] });
    const { round } = roundOf(pool);
    const end = await round.run();
    const two = end?.reports.find(({ result }) => result.slug === 'two');
    expect(two).toMatchObject({ part: 'lab8a', code: CODE, result: { passed: 0, runs: 2 } });
    expect(two?.result.failures[0]?.replay).toBe('npm test lab8a seed=1 only=two');
    expect(pool.recorded).toEqual(['two']);
  });

  it('runs what can be put together, and says why the rest cannot', async () => {
    const pool = new FakePool({ broken: 'lab8a' });
    const { round, told } = roundOf(pool);
    const end = await round.run();
    expect(told.map(({ part }) => part)).toEqual(['lab8b', 'lab8b', 'lab9']);
    expect(end?.broken).toEqual([{ lab: 'lab8-x', message: 'x.ts:1:1: no' }]);
    expect(pool.bundles).toEqual(['lab8-x failed', 'lab8-x bundled', 'lab9-y bundled']);
  });

  it('ends at once when nobody wants it any more, and begins nothing', async () => {
    const pool = new FakePool({});
    const { round, told } = roundOf(pool);
    const end = round.run();
    await round.cancel();
    expect(await end).toBeUndefined();
    expect(pool.isAbandoned).toBe(true);
    // It was still putting the labs together: even then no run may follow.
    await new Promise((resolve) => setImmediate(resolve));
    expect([told, pool.requests]).toEqual([[], []]);
  });
});

class FakePool {
  readonly requests: RunRequest[] = [];
  readonly recorded: string[] = [];
  readonly bundles: string[] = [];
  isAbandoned = false;
  private readonly fakes: Fakes;

  constructor(fakes: Fakes) {
    this.fakes = fakes;
  }

  async bundled(part: string): Promise<BundleResult> {
    if (part === this.fakes.broken) return { kind: 'failed', message: 'x.ts:1:1: no', code: CODE };
    return { kind: 'bundled', bundle: { code: '', fileName: '' }, code: CODE };
  }

  async run(request: RunRequest): Promise<RunResult> {
    this.requests.push(request);
    return this.resultOf(request);
  }

  async record(request: RunRequest): Promise<WorkerReply> {
    this.recorded.push(request.slug);
    return { result: this.resultOf(request), trace: undefined };
  }

  async abandon(): Promise<void> {
    this.isAbandoned = true;
  }

  private resultOf({ part, slug, seed }: RunRequest): RunResult {
    const rule = 'x/rule';
    const no: Failure = { kind: 'assertion', rule, message: 'no', before: [] };
    const failure = this.fakes.failing?.includes(slug) ? no : undefined;
    const counts = { events: 1, rpcs: 1, bytes: 1, virtualMs: 1, cpuMs: 1, exercised: {}, logs: [] };
    return { part, slug, seed, failure, fingerprint: 'f', ...counts };
  }
}
