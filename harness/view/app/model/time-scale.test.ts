import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntervalIndex } from './interval-index.ts';
import { TimeScale } from './time-scale.ts';

const times = fc
  .array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 40 })
  .map((all) => all.sort((a, b) => a - b));

describe('TimeScale', () => {
  it('leaves a busy stretch as it is and makes an idle one short', () => {
    const scale = TimeScale.squeezed([0, 1, 3, 1003, 1005], 4);
    expect(scale.place(3) - scale.place(1)).toBe(2);
    expect(scale.place(1005) - scale.place(1003)).toBeCloseTo(2);
    expect(scale.place(1003) - scale.place(3)).toBeLessThan(10);
    expect(scale.squeezes).toEqual([{ fromMs: 3, toMs: 1003 }]);
  });

  it('keeps the order of moments, and finds the moment of each place', () => {
    fc.assert(
      fc.property(
        times,
        fc.double({ min: -100, max: 6000, noNaN: true }),
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        (events, ms, more) => {
          const scale = TimeScale.squeezed(events, 5);
          expect(scale.place(ms + more)).toBeGreaterThan(scale.place(ms));
          expect(scale.time(scale.place(ms))).toBeCloseTo(ms, 5);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe('IntervalIndex', () => {
  it('finds exactly what touches a stretch', () => {
    const intervals = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 300 })),
      { maxLength: 300 },
    );
    const stretch = fc.tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 200 }));
    fc.assert(
      fc.property(intervals, stretch, (all, [begin, length]) => {
        const index = new IntervalIndex(
          Float64Array.from(all, ([from]) => from),
          Float64Array.from(all, ([from, lasts]) => from + lasts),
        );
        const found: number[] = [];
        index.visit(begin, begin + length, (id) => found.push(id));
        const touching = all.flatMap(([from, lasts], id) =>
          from <= begin + length && from + lasts >= begin ? [id] : [],
        );
        expect(found.sort((a, b) => a - b)).toEqual(touching);
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});
