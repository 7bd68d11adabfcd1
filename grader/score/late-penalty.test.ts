import { expect, it } from 'vitest';
import type { LateRule } from '../policy/policy.ts';
import { latePenalty } from './late-penalty.ts';

const SHARE: LateRule = {
  freeDays: 2,
  perDay: { kind: 'share', share: 0.1 },
  most: { kind: 'share', share: 0.5 },
};
const POINTS: LateRule = { freeDays: 0, perDay: { kind: 'points', points: 3 } };

it('costs nothing within the free days', () => {
  expect(latePenalty(40, 2, SHARE)).toEqual({ days: 2, earned: 40, penalty: 0 });
});

it('costs a share of what was earned for each day that was begun, up to the most', () => {
  expect(latePenalty(40, 3, SHARE).penalty).toBe(4);
  expect(latePenalty(40, 3.25, SHARE).penalty).toBe(8);
  expect(latePenalty(40, 100, SHARE).penalty).toBe(20);
  expect(latePenalty(33.33, 3, SHARE).penalty).toBe(3.33);
});

it('costs points, but never more than there are', () => {
  expect(latePenalty(40, 4, POINTS).penalty).toBe(12);
  expect(latePenalty(10, 4, POINTS).penalty).toBe(10);
  expect(latePenalty(10, 4, { ...POINTS, most: { kind: 'points', points: 5 } }).penalty).toBe(5);
});
