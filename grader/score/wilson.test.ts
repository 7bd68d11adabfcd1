import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wilsonInterval } from './wilson.ts';

it('is what the tables say', () => {
  expect(wilsonInterval(5, 10)).toEqual([0.2366, 0.7634]);
  expect(wilsonInterval(99, 100)).toEqual([0.9455, 0.9982]);
  expect(wilsonInterval(81, 263)).toEqual([0.2553, 0.3662]);
});

it('is open at one end only when none or all pass', () => {
  expect(wilsonInterval(0, 10)).toEqual([0, 0.2775]);
  expect(wilsonInterval(10, 10)).toEqual([0.7225, 1]);
  expect(wilsonInterval(1, 1)).toEqual([0.2065, 1]);
  expect(wilsonInterval(1000, 1000)).toEqual([0.9962, 1]);
});

it('says nothing about no runs', () => {
  expect(wilsonInterval(0, 0)).toEqual([0, 1]);
});

it('holds the share that passed, and lies between 0 and 1', () => {
  const counts = fc
    .integer({ min: 1, max: 2000 })
    .chain((runs) => fc.tuple(fc.integer({ min: 0, max: runs }), fc.constant(runs)));
  fc.assert(
    fc.property(counts, ([passed, runs]) => {
      const [low, high] = wilsonInterval(passed, runs);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(passed / runs);
      expect(high).toBeGreaterThanOrEqual(passed / runs);
    }),
  );
});
