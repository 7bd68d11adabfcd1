import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { CodeWarning } from './lab-code-check.ts';
import type { PartResult, ScenarioFailure, ScenarioResult } from './result.ts';
import { scorePart } from './score.ts';
import { duration, failuresText, resultTable, verdictText, warningsText } from './summary.ts';

const paint = pc.createColors(false);
const PLAIN = { paint, verbose: false };
const NO_UNIT_TESTS = { passed: 0, failed: 0 };

const PASSING = scenario('initial election', {});
const FAILING = scenario('reelection', { passed: 8, points: 4, failures: [failure(3), failure(7)] });
const PART = scorePart('lab2a', [PASSING, FAILING]);

describe('resultTable', () => {
  it('has a row for each scenario and a sum for each part', () => {
    expect(resultTable([PART], PLAIN)).toBe(
      `
  part   scenario          passed  points  virtual     cpu
✓ lab2a  initial election   10/10     5/5   20.0 s  350 ms
✗        reelection          8/10     4/5   20.0 s  350 ms
         lab2a              18/20    9/10   40.0 s  700 ms`.slice(1),
    );
  });

  it('has a dash where there are no points to be had', () => {
    const text = resultTable([scorePart('lab0', [scenario('a tour', { points: 0, max: 0 })])], PLAIN);
    expect(text.match(/ – /g)).toHaveLength(2);
    expect(text).not.toContain('0/0');
  });

  it('says with verbose what the runs exercised', () => {
    expect(resultTable([PART], { ...PLAIN, verbose: true })).toContain(
      'lab2a initial-election exercised: elections 12, commits 30',
    );
  });
});

describe('failuresText', () => {
  it('shows one failure a scenario, five in all, and names the rest', () => {
    const many = Array.from({ length: 8 }, (_, index) =>
      scenario(`story ${index}`, { failures: [failure(index + 1)], passed: 9 }),
    );
    const text = failuresText([scorePart('lab2a', many)], PLAIN);
    expect(text.match(/^✗/gm)).toHaveLength(5);
    expect(text).toContain('3 more failing scenarios: only=story-5 (lab2a), only=story-6 (lab2a)');
  });

  it('makes one friendly note of all the holes of a part', () => {
    const hole = {
      ...failure(1),
      kind: 'not-implemented' as const,
      message:
        'NotImplemented: lab2a: Raft.start in raft.ts is not implemented yet. How to go about it: README.md#2a',
      stack: 'at Raft.start',
    };
    const stub = [1, 2, 3].map((n) => scenario(`story ${n}`, { passed: 0, failures: [hole, hole] }));
    expect(failuresText([scorePart('lab2a', stub)], PLAIN)).toBe(
      `○ lab2a is still to be written (3 of 3 scenarios met a hole in the stub)
  lab2a: Raft.start in raft.ts is not implemented yet. How to go about it: README.md#2a`,
    );
  });

  it('is empty when nothing failed', () => {
    expect(failuresText([scorePart('lab2a', [PASSING])], PLAIN)).toBe('');
  });
});

describe('warningsText', () => {
  const warning: CodeWarning = { kind: 'type', file: 'labs/x/x.ts', line: 3, column: 7, message: 'TS1: no' };

  it('says where, and that the tests ran', () => {
    expect(warningsText([warning], paint)).toBe(
      'Type errors and forgotten promises (the tests ran all the same):\n  labs/x/x.ts:3:7  TS1: no',
    );
    expect(warningsText(Array(25).fill(warning), paint)).toMatch(/and 15 more$/);
    expect(warningsText([], paint)).toBe('');
  });
});

describe('verdictText', () => {
  const verdict = (passed: boolean, parts: readonly PartResult[], unitTests = NO_UNIT_TESTS): string =>
    verdictText({ passed, parts, unitTests, wallMs: 1900 }, paint);

  it('is one line', () => {
    expect(verdict(false, [PART])).toBe('FAILED  lab2a: 9 of 10 points, 20 runs, 1.9 s');
    expect(verdict(true, [scorePart('lab2b', [PASSING])])).toBe(
      'PASSED  lab2b: 5 of 5 points, 10 runs, 1.9 s',
    );
  });

  it('counts scenarios where there are no points', () => {
    const tour = [
      scenario('quiet', { points: 0, max: 0 }),
      scenario('lossy', { points: 0, max: 0, passed: 3 }),
    ];
    expect(verdict(false, [scorePart('lab0', tour)])).toBe('FAILED  lab0: 1 of 2 scenarios, 20 runs, 1.9 s');
  });

  it('counts the tests of the project, and names parts that never ran', () => {
    expect(verdict(false, [PART], { passed: 99, failed: 1 })).toContain('99 of 100 tests of the project');
    expect(verdict(false, [scorePart('lab2c', [])])).toContain('no run of lab2c took place');
  });
});

describe('duration', () => {
  it('suits its size', () => {
    const texts = [0, 340, 12_340, 245_000, 12_000_000].map(duration);
    expect(texts).toEqual(['0 ms', '340 ms', '12.3 s', '4 min 05 s', '3 h 20 min']);
  });
});

function scenario(name: string, rest: Partial<ScenarioResult>): ScenarioResult {
  return {
    name,
    slug: name.replaceAll(' ', '-'),
    points: 5,
    max: 5,
    runs: 10,
    passed: 10,
    events: 0,
    rpcs: 0,
    bytes: 0,
    virtualMs: 20_000,
    cpuMs: 350,
    exercised: { elections: 12, commits: 30 },
    fingerprints: {},
    failures: [],
    ...rest,
  };
}

function failure(seed: number): ScenarioFailure {
  return {
    kind: 'assertion',
    rule: 'raft/x',
    message: 'no',
    before: [],
    seed,
    replay: 'npm test …',
    logs: [],
  };
}
