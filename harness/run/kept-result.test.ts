import { describe, expect, it } from 'vitest';
import {
  countRuns,
  firstFailure,
  hasPassed,
  joinResults,
  type KeptResult,
  keptResult,
  type ResultOrigin,
} from './kept-result.ts';
import type { FailureKind, ScenarioResult } from './result.ts';
import { rangesOf } from './seed-ranges.ts';
import { firstSeeds } from './test-plan.ts';

const CODE = { files: ['labs/x/x.ts'], hash: 'aaaa' };
const EDITED = { ...CODE, hash: 'bbbb' };
const AT = new Date('2026-01-02T03:04:05Z');
const ORIGIN: ResultOrigin = { with: [], code: CODE, at: AT };

/** What is kept of the seeds, of which `failing` broke a rule. */
function kept(seeds: readonly number[], failing: readonly number[] = [], origin = ORIGIN): KeptResult {
  const result = keptResult(scenario(seeds, failing, 'raft/x'), origin);
  if (!result) throw new Error('nothing was kept');
  return result;
}

function joined(a: KeptResult, b: KeptResult): KeptResult {
  const one = joinResults([a], [b]);
  expect(joinResults([b], [a])).toEqual(one);
  expect(joinResults(one, [b])).toEqual(one);
  expect(one).toHaveLength(1);
  return one[0] as KeptResult;
}

describe('a kept result', () => {
  it('says which seeds ran, which failed, the first of them and its rule', () => {
    const result = kept([1, 2, 3, 4, 5], [4, 2]);
    expect(countRuns(result)).toEqual({ runs: 5, passed: 3 });
    expect(firstFailure(result)).toEqual({ seed: 2, rule: 'raft/x' });
    expect(hasPassed(result)).toBe(false);
  });

  it('knows a pass that tested nothing', () => {
    const result = kept(firstSeeds(5));
    const empty = { ...result, ...keptResult(scenario(firstSeeds(5), [1], 'scenario/floor'), ORIGIN) };
    expect(empty.failed).toEqual([]);
    expect([hasPassed(empty), countRuns(empty)]).toEqual([false, { runs: 5, passed: 0 }]);
    expect(firstFailure(empty)).toEqual({ rule: 'scenario/floor' });
    expect(hasPassed(joined(result, empty))).toBe(false);
    expect(hasPassed(joined(empty, kept(firstSeeds(200))))).toBe(true);
  });

  it('is not made of code that does not compile, nor of nothing', () => {
    expect(keptResult(scenario([1], [1], 'lab/compiles', 'compile'), ORIGIN)).toBeUndefined();
    expect(keptResult(scenario([], [], ''), ORIGIN)).toBeUndefined();
  });
});

describe('joining results', () => {
  it('does not forget a thousand seeds for one', () => {
    const thousand = kept(firstSeeds(1000));
    const result = joined(thousand, kept([3], [], { ...ORIGIN, at: new Date(AT.getTime() + 1000) }));
    expect(countRuns(result)).toEqual({ runs: 1000, passed: 1000 });
    expect(result.at).toBe('2026-01-02T03:04:06.000Z');
  });

  it('keeps a failure of unchanged code, at whatever seed', () => {
    const result = joined(kept(firstSeeds(10)), kept([4217], [4217]));
    expect(firstFailure(result)).toEqual({ seed: 4217, rule: 'raft/x' });
    expect(countRuns(joined(result, kept(firstSeeds(200))))).toEqual({ runs: 201, passed: 200 });
  });

  it('lets the code that ran later stand for the scenario', () => {
    const later = kept([1], [], { ...ORIGIN, code: EDITED, at: new Date(AT.getTime() + 1) });
    expect(joined(kept(firstSeeds(1000), [7]), later)).toBe(later);
  });

  it('holds apart what ran on our earlier lab', () => {
    const results = joinResults([kept([1])], [kept([1], [1], { ...ORIGIN, with: ['lab2'] })]);
    expect(results.map((one) => [one.with, hasPassed(one)])).toEqual([
      [[], true],
      [['lab2'], false],
    ]);
  });

  it('holds seeds apart that lie apart', () => {
    expect(joined(kept([1, 2, 3]), kept([7])).seeds).toEqual(rangesOf([1, 2, 3, 7]));
  });
});

function scenario(
  seeds: readonly number[],
  failing: readonly number[],
  rule: string,
  kind: FailureKind = 'assertion',
): ScenarioResult {
  const counts = { events: 0, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0, exercised: {} };
  const failures = failing.map((seed) => {
    return { kind, rule, seed, message: 'no', before: [], replay: '', logs: [] };
  });
  const fingerprints = Object.fromEntries(seeds.map((seed) => [seed, 'f']));
  const passed = rule === 'scenario/floor' ? 0 : seeds.length - failing.length;
  const names = { name: 'story', slug: 'story', points: 0, max: 1 };
  return { ...names, ...counts, runs: seeds.length, passed, fingerprints, failures };
}
