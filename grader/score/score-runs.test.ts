import { describe, expect, it } from 'vitest';
import type { Failure, RunResult } from '../../harness/run/result.ts';
import type { GradedScenario } from '../results/grade-file.ts';
import { type ScoringRules, scoreRuns } from './score-runs.ts';

const SCENARIO = { name: 'a vote', slug: 'vote', points: 2, floors: { elections: 1 } };
const REPLAY = { ofSeed: (seed: number) => `again seed=${seed}`, ofAll: 'again runs=N' };
const RULES: ScoringRules = { rule: { kind: 'pass-rate' }, max: 10, replay: REPLAY };
const FAILURE: Failure = { kind: 'assertion', rule: 'raft/safety', message: 'two leaders', before: [] };
const UNKNOWN: Failure = { kind: 'unknown', rule: 'kv/undecided', message: 'nobody knows', before: [] };

function run(seed: number, failure?: Failure, elections = 2): RunResult {
  const amounts = { events: 100, rpcs: 10, bytes: 1000, virtualMs: 5000, cpuMs: 2.5 };
  const rest = { fingerprint: `f${seed}`, ...amounts, exercised: { elections }, logs: [] };
  return { part: 'lab2a', slug: 'vote', seed, failure, ...rest };
}

/** So many runs in a row of each kind. */
function runs(passed: number, failed = 0, unknown = 0): RunResult[] {
  const failures = [passed, failed, unknown].flatMap((count, kind) =>
    Array.from({ length: count }, () => [undefined, FAILURE, UNKNOWN][kind]),
  );
  return failures.map((failure, index) => run(index + 1, failure));
}

function score(made: readonly RunResult[], rules: Partial<ScoringRules> = {}): GradedScenario {
  return scoreRuns(SCENARIO, { runs: made, notMade: new Set(), repeatedSplit: 1 }, { ...RULES, ...rules });
}

describe('the runs of a scenario', () => {
  it('add up', () => {
    expect(score([run(1), run(2, FAILURE), run(3)])).toEqual({
      name: 'a vote',
      slug: 'vote',
      points: 6.67,
      max: 10,
      runs: 3,
      passed: 2,
      interval: [0.2077, 0.9385],
      repeatedSplit: 1,
      events: 300,
      rpcs: 30,
      bytes: 3000,
      virtualMs: 15_000,
      exercised: { elections: 6 },
      fingerprints: { '1': 'f1', '2': 'f2', '3': 'f3' },
      failures: [
        { seed: 2, kind: 'assertion', rule: 'raft/safety', message: 'two leaders', replay: 'again seed=2' },
      ],
    });
  });

  it('are worth what the rule says', () => {
    expect(score(runs(9, 1), { rule: { kind: 'all-or-nothing' } })).toMatchObject({ points: 0, passed: 9 });
    expect(score(runs(9, 1), { rule: { kind: 'threshold', at: 0.9 } }).points).toBe(10);
  });

  it('are worth nothing if there are none', () => {
    const none = { points: 0, runs: 0, passed: 0, interval: [0, 1] };
    expect(score([], { rule: { kind: 'all-or-nothing' } })).toMatchObject(none);
  });

  it('count as failed if they were not made, with one reason for all', () => {
    const made = [run(1), run(2, FAILURE), run(3, FAILURE), run(4, FAILURE)];
    const result = scoreRuns(SCENARIO, { runs: made, notMade: new Set([3, 4]), repeatedSplit: 0 }, RULES);
    expect(result).toMatchObject({ points: 2.5, runs: 4, passed: 1, events: 200 });
    expect(result.failures.map(({ seed }) => seed)).toEqual([2]);
    expect(Object.keys(result.fingerprints)).toEqual(['1', '2']);
  });

  it('do not fill the file with what was thrown', () => {
    const message = score([run(1, { ...FAILURE, message: 'x'.repeat(9000) })]).failures[0]?.message;
    expect(message).toHaveLength(2000);
  });
});

describe('a run without a verdict', () => {
  it('is no run, up to one of twenty', () => {
    expect(score(runs(76, 19, 5))).toMatchObject({ points: 8, runs: 95, passed: 76 });
    expect(score(runs(76, 19, 5)).undecided).toHaveLength(5);
    expect(score(runs(76, 19, 5)).failures).toHaveLength(19);
    expect(score(runs(95, 0, 5))).toMatchObject({ points: 10, runs: 95, interval: [0.9611, 1] });
  });

  it('is no run if it is the only one of a few', () => {
    expect(score(runs(2, 0, 1))).toMatchObject({ points: 10, runs: 2, passed: 2 });
  });

  it('counts as failed beyond that: nobody scores by having no verdict', () => {
    expect(score(runs(76, 0, 24))).toMatchObject({ points: 8, runs: 95, passed: 76 });
    expect(score(runs(0, 0, 20))).toMatchObject({ points: 0, runs: 19, passed: 0 });
    expect(score(runs(0, 0, 20)).failures).toHaveLength(19);
    expect(score(runs(0, 0, 1), { rule: { kind: 'all-or-nothing' } })).toMatchObject({ points: 0, runs: 0 });
  });
});

describe('floors', () => {
  const idle = (count: number) => Array.from({ length: count }, (_, index) => run(index + 1, undefined, 0));

  it('take the points of passes that tested nothing', () => {
    const result = score(idle(20));
    expect(result).toMatchObject({ points: 0, passed: 0, runs: 20, interval: [0, 0.1611] });
    expect(result.failures).toMatchObject([{ rule: 'scenario/floor', replay: 'again runs=N' }]);
    expect(result.failures[0]?.message).toMatch(/^all 20 runs passed, but too little happened/);
  });

  it('are not switched off by a run that fails on purpose', () => {
    const result = score([...idle(19), run(20, FAILURE, 100)]);
    expect(result).toMatchObject({ points: 0, passed: 0, runs: 20 });
    expect(result.failures.map(({ rule }) => rule)).toEqual(['raft/safety', 'scenario/floor']);
    expect(result.failures[1]?.message).toMatch(
      /^1 of 20 runs failed, and of the others all 19 runs passed, but too little/,
    );
  });

  it('are not asked of fewer than five passes', () => {
    expect(score([...idle(4), run(5, FAILURE)])).toMatchObject({ passed: 4 });
  });
});
