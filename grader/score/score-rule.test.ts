import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ScoreRule } from '../policy/policy.ts';
import { earnedShare, scoreRuleText } from './score-rule.ts';

const THRESHOLD: ScoreRule = { kind: 'threshold', at: 0.9 };
const CURVE: ScoreRule = {
  kind: 'curve',
  points: [
    [0, 0],
    [0.5, 0],
    [0.9, 0.6],
    [1, 1],
  ],
};

it('gives the share that passed', () => {
  expect(earnedShare({ kind: 'pass-rate' }, 0.37)).toBe(0.37);
});

it('gives all or nothing', () => {
  expect([0, 0.99, 1].map((rate) => earnedShare({ kind: 'all-or-nothing' }, rate))).toEqual([0, 0, 1]);
});

it('gives everything from the threshold on, which is met by 9 of 10 and by 90 of 100', () => {
  expect([89 / 100, 9 / 10, 90 / 100, 1].map((rate) => earnedShare(THRESHOLD, rate))).toEqual([0, 1, 1, 1]);
});

it('follows the curve in straight lines', () => {
  const shares = [0, 0.25, 0.5, 0.7, 0.9, 0.95, 1].map((rate) => earnedShare(CURVE, rate));
  for (const [index, share] of [0, 0, 0, 0.3, 0.6, 0.8, 1].entries())
    expect(shares[index]).toBeCloseTo(share);
  expect(shares[6]).toBe(1);
});

it('never gives less for more runs that passed', () => {
  const rate = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(THRESHOLD, CURVE), rate, rate, (rule, one, other) => {
      const [low, high] = [earnedShare(rule, Math.min(one, other)), earnedShare(rule, Math.max(one, other))];
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(high);
    }),
  );
});

it('has words for each rule', () => {
  expect(scoreRuleText({ kind: 'pass-rate' })).toBe('max × passed / runs');
  expect(scoreRuleText({ kind: 'all-or-nothing' })).toBe('max if every run passed, else 0');
  expect(scoreRuleText(THRESHOLD)).toBe('max if passed / runs is at least 0.9, else 0');
  expect(scoreRuleText(CURVE)).toBe('max × curve(passed / runs) through 0 → 0, 0.5 → 0, 0.9 → 0.6, 1 → 1');
});
