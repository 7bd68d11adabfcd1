import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { fakeFailing, fakeFailure, fakeScenario } from './fake-results.ts';
import type { CodeWarning } from './lab-code-check.ts';
import type { PartResult } from './result.ts';
import { scorePart } from './score.ts';
import { duration, verdictText, warningsText } from './summary.ts';

const paint = pc.createColors(false);
const NO_UNIT_TESTS = { passed: 0, failed: 0 };

const PASSING = fakeScenario('initial-election');
const FAILING = fakeScenario('reelection', {
  passed: 8,
  points: 4,
  failures: [fakeFailure(3), fakeFailure(7)],
});
const PART = scorePart('lab2a', [PASSING, FAILING]);

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

  it('says if all that failed was staged to', () => {
    const failing = (slug: string, rule: string): PartResult =>
      scorePart('lab6b', [fakeFailing(slug, { rule })]);
    expect(verdict(false, [failing('without-fencing', 'storage/lost-update')])).toMatch(
      /, as it was staged to$/,
    );
    expect(verdict(false, [failing('without-fencing', 'lock/exclusive')])).not.toContain('staged');
    expect(verdict(false, [failing('turns', 'storage/lost-update')])).not.toContain('staged');
  });

  it('counts scenarios where there are no points', () => {
    const tour = [
      fakeScenario('quiet', { points: 0, max: 0 }),
      fakeScenario('lossy', { points: 0, max: 0, passed: 3 }),
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
