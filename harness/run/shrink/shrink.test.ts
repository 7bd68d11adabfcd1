import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunPlan } from '../../../labrpc/sim/run-plan.ts';
import { MUTANTS } from '../../scenarios/mutants.ts';
import { writeMutant } from '../mutate.ts';
import { RunPool, type RunRequest } from '../pool.ts';
import { shrink } from './shrink.ts';
import { shrunkText } from './shrink-text.ts';

const pool = new RunPool();
afterAll(() => pool.close());

const SOLUTIONS = fileURLToPath(new URL('../../../solutions', import.meta.url));
const PLAIN = { bold: String, dim: String, red: String, green: String, yellow: String, cyan: String };
/** Enough for each of these; the rest of the ideas would take longer than a test may. */
const BUDGET = { runs: 250, wallMs: 60_000 };

describe('a run without a plan', () => {
  it.each([
    ['lab2a', 'late-votes'],
    ['lab2b', 'follower-failure'],
    ['lab2c', 'everything'],
    ['lab2d', 'crash-at-install'],
  ])('is the same as one by an empty plan: %s %s', async (part, slug) => {
    const request = solution(part, slug);
    const [without, empty] = [await pool.run(request), await pool.run({ ...request, plan: {} })];
    expect(empty.failure).toBeUndefined();
    expect(empty.fingerprint).toBe(without.fingerprint);
    expect(without.choices).toBeUndefined();
    expect(empty.choices?.delivered).toBeGreaterThan(0);
  });

  it('is another one if a crash is left out, and goes on all the same', async () => {
    const request = solution('lab2c', 'restarts');
    const whole = await pool.run({ ...request, plan: {} });
    const [crash] = (whole.choices?.faults ?? []).filter(({ key }) => key.startsWith('crash'));
    const plan: RunPlan = { faults: { without: [crash?.key ?? ''] } };
    const less = await pool.run({ ...request, plan });
    expect(less.failure).toBeUndefined();
    expect(less.choices?.faults).not.toContainEqual(crash);
    expect((await pool.run({ ...request, plan })).fingerprint).toBe(less.fingerprint);
  });
});

describe('shrinking', () => {
  it.each([
    ['count votes of an old term', 0.7],
    ['compare only the last terms of logs', 0.7],
    ['begin to apply at index 1 after a restart', 0.1],
  ])('finds a smaller run of the same failure: %s', { timeout: 60_000 }, async (name, ratio) => {
    const mutant = MUTANTS['lab2-raft']?.find((one) => one.name === name);
    if (!mutant) throw new Error(`there is no mutant '${name}'`);
    const root = await writeMutant('lab2-raft', mutant);
    const { part, scenario: slug } = mutant;
    const request = { implementation: { root, withReference: [] }, part, slug, seed: 1, twice: false };
    const shrunk = await shrink(pool, request, { budget: BUDGET });
    if (shrunk.kind !== 'shrunk') throw new Error(shrunk.why);
    const { original, smallest } = shrunk;

    expect(smallest.result.failure?.rule).toBe(original.result.failure?.rule);
    const most = ratio * original.result.choices.delivered;
    expect(smallest.result.choices.delivered).toBeLessThan(most);
    expect(smallest.result.choices.faults.length).toBeLessThanOrEqual(original.result.choices.faults.length);

    // It replays, and what is left asks nothing that a correct solution does not do.
    const again = await pool.run({ ...request, plan: smallest.plan });
    expect(again.fingerprint).toBe(smallest.result.fingerprint);
    expect(shrunk.solution).toBe('passes');
    expect((await pool.run({ ...solution(part, slug), plan: smallest.plan })).failure).toBeUndefined();
    expect(shrunkText(shrunk, PLAIN)).toContain('Our solution passes this run');
    await rm(root, { recursive: true, force: true });
  });

  it('leaves alone what passes', async () => {
    expect(await shrink(pool, solution('lab2a', 'initial-election'))).toEqual({
      kind: 'not-shrunk',
      why: 'passes',
    });
  });

  it('leaves alone what does not even compile', async () => {
    const implementation = {
      root: fileURLToPath(new URL('no-such-folder', import.meta.url)),
      withReference: [],
    };
    const request = { ...solution('lab2a', 'initial-election'), implementation };
    expect(await shrink(pool, request)).toEqual({ kind: 'not-shrunk', why: 'is not about a run' });
  });
});

function solution(part: string, slug: string): RunRequest {
  return { implementation: { root: SOLUTIONS, withReference: [] }, part, slug, seed: 1, twice: false };
}
