import { describe, expect, it } from 'vitest';
import type { Failure, RunResult } from './result.ts';
import { partPassed, scorePart, scoreScenario } from './score.ts';

const SCENARIO = { name: 'initial election', slug: 'initial-election', points: 10, floors: { elections: 1 } };
const REPLAY = { ofSeed: (seed: number) => `again seed=${seed}`, ofAll: 'again runs=N' };
const FAILURE: Failure = { kind: 'assertion', rule: 'raft/safety', message: 'two leaders', before: ['x'] };

describe('a scenario', () => {
  it('adds up its runs', () => {
    const result = scoreScenario(SCENARIO, [run(1), run(2), run(3)], REPLAY);
    expect(result).toEqual({
      name: 'initial election',
      slug: 'initial-election',
      points: 10,
      max: 10,
      runs: 3,
      passed: 3,
      events: 300,
      rpcs: 30,
      bytes: 3000,
      virtualMs: 15_000,
      cpuMs: 7.5,
      exercised: { elections: 6 },
      fingerprints: { '1': 'f1', '2': 'f2', '3': 'f3' },
      failures: [],
    });
  });

  it('gives points for the share of runs that passed, to two decimals', () => {
    const result = scoreScenario(SCENARIO, [run(1), run(2, FAILURE), run(3)], REPLAY);
    expect(result).toMatchObject({ points: 6.67, passed: 2, runs: 3 });
    expect(result.failures).toEqual([{ ...FAILURE, seed: 2, replay: 'again seed=2', logs: [] }]);
  });

  it('gives nothing without a run', () => {
    expect(scoreScenario(SCENARIO, [], REPLAY)).toMatchObject({ points: 0, runs: 0, passed: 0 });
  });
});

describe('a run of which nobody can say whether it passed', () => {
  const unknown: Failure = { ...FAILURE, kind: 'unknown', rule: 'kv/undecided' };
  const runs = [run(1), run(2, unknown), run(3)];

  it('costs nothing, and is told', () => {
    const result = scoreScenario(SCENARIO, runs, REPLAY);
    expect(result).toMatchObject({
      points: 10,
      passed: 3,
      failures: [],
      undecided: [{ ...unknown, seed: 2 }],
    });
    expect(partPassed(scorePart('lab9a', [result]))).toBe(true);
  });

  it('fails where it may not happen', () => {
    const result = scoreScenario(SCENARIO, runs, REPLAY, 'fail');
    expect(result).toMatchObject({ points: 6.67, passed: 2, failures: [{ ...unknown, seed: 2 }] });
    expect(result).not.toHaveProperty('undecided');
    expect(partPassed(scorePart('lab9a', [result]))).toBe(false);
  });

  it('does not excuse the others, nor a scenario in which too little happened', () => {
    expect(scoreScenario(SCENARIO, [...runs, run(4, FAILURE)], REPLAY)).toMatchObject({ passed: 3 });
    const idle = [1, 2, 3, 4, 5].map((seed) => ({
      ...run(seed, seed === 1 ? unknown : undefined),
      exercised: {},
    }));
    expect(scoreScenario(SCENARIO, idle, REPLAY).failures).toMatchObject([{ rule: 'scenario/floor' }]);
  });
});

describe('floors', () => {
  const idle = (seed: number): RunResult => ({ ...run(seed), exercised: {} });

  it('turn passes that tested nothing into a failure', () => {
    const result = scoreScenario(SCENARIO, [1, 2, 3, 4, 5].map(idle), REPLAY);
    expect(result).toMatchObject({ points: 0, passed: 0, runs: 5 });
    expect(result.failures).toMatchObject([
      { kind: 'assertion', rule: 'scenario/floor', seed: 1, replay: 'again runs=N' },
    ]);
    expect(result.failures[0]?.message).toContain('elections: 0 a run, expected at least 1');
  });

  it('say what is counted, where the scenario does', () => {
    const scenario = { ...SCENARIO, counters: { elections: 'leaders that came into office' } };
    const result = scoreScenario(scenario, [1, 2, 3, 4, 5].map(idle), REPLAY);
    expect(result.failures[0]?.message).toMatch(
      /mean anything: elections \(leaders that came into office\): 0 a run, expected at least 1$/,
    );
  });

  it('are averages over the runs', () => {
    const rare = [run(1), run(2), run(3), idle(4), idle(5)];
    expect(scoreScenario(SCENARIO, rare, REPLAY).failures).toEqual([]);
  });

  it('leave room for chance, the more the fewer the runs', () => {
    const often = { ...SCENARIO, floors: { elections: 0.5 } };
    const withOne = (runs: number) => [
      run(1),
      ...Array.from({ length: runs - 1 }, (_, more) => idle(more + 2)),
    ];
    expect(run(1).exercised.elections).toBe(2);
    expect(scoreScenario(often, withOne(10), REPLAY).failures).toEqual([]);
    expect(scoreScenario(often, withOne(100), REPLAY).failures).toHaveLength(1);
  });

  it('say nothing about fewer than five runs, or where a run failed', () => {
    expect(scoreScenario(SCENARIO, [1, 2, 3, 4].map(idle), REPLAY).passed).toBe(4);
    const failed = scoreScenario(SCENARIO, [...[1, 2, 3, 4].map(idle), run(5, FAILURE)], REPLAY);
    expect(failed.failures.map(({ rule }) => rule)).toEqual(['raft/safety']);
  });
});

describe('a part', () => {
  const whole = scoreScenario(SCENARIO, [run(1)], REPLAY);
  const half = scoreScenario(SCENARIO, [run(1), run(2, FAILURE)], REPLAY);

  it('adds up its scenarios', () => {
    expect(scorePart('lab2a', [whole, half])).toMatchObject({ part: 'lab2a', points: 15, max: 20 });
  });

  it('passes when every run passed, and there was one', () => {
    expect(partPassed(scorePart('lab2a', [whole, whole]))).toBe(true);
    expect(partPassed(scorePart('lab2a', [whole, half]))).toBe(false);
    expect(partPassed(scorePart('lab2a', []))).toBe(false);
    expect(partPassed(scorePart('lab2a', [scoreScenario(SCENARIO, [], REPLAY)]))).toBe(false);
  });
});

function run(seed: number, failure?: Failure): RunResult {
  const counts = {
    events: 100,
    rpcs: 10,
    bytes: 1000,
    virtualMs: 5000,
    cpuMs: 2.5,
    exercised: { elections: 2 },
  };
  return {
    part: 'lab2a',
    slug: 'initial-election',
    seed,
    failure,
    fingerprint: `f${seed}`,
    ...counts,
    logs: [],
  };
}
