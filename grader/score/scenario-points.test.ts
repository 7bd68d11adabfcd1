import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hundredths } from '../../harness/run/score.ts';
import { shareOutPoints } from './scenario-points.ts';

it('shares out by weight, and the hundredths that are left to the largest remainders', () => {
  expect(shareOutPoints(20, [1, 1, 2])).toEqual([5, 5, 10]);
  expect(shareOutPoints(10, [1, 1, 1])).toEqual([3.34, 3.33, 3.33]);
  expect(shareOutPoints(1, [1, 2, 3])).toEqual([0.17, 0.33, 0.5]);
  expect(shareOutPoints(0, [1, 2])).toEqual([0, 0]);
});

it('shares out evenly what the lab gives no points for', () => {
  expect(shareOutPoints(5, [0, 0])).toEqual([2.5, 2.5]);
});

it('adds up exactly', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), weights, (cents, given) => {
      const points = cents / 100;
      const shares = shareOutPoints(points, given);
      expect(hundredths(shares.reduce((sum, share) => sum + share, 0))).toBe(points);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    }),
  );
});
