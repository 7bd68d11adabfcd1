import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countShared, pairPlace, RARE_WEIGHT } from './class-index.ts';

describe('pairPlace', () => {
  it('numbers the pairs of a class one after the other', () => {
    const places: number[] = [];
    for (let first = 0; first < 5; first++)
      for (let second = first + 1; second < 5; second++) places.push(pairPlace(first, second, 5));
    expect(places).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('countShared', () => {
  it('counts what any two have in common', () => {
    const prints = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 10 });
    fc.assert(
      fc.property(fc.array(prints, { minLength: 2, maxLength: 5 }), (sets) => {
        const { totals, shared } = countShared(sets.map((set) => Float64Array.from(set)));
        expect([...totals]).toEqual(sets.map((set) => set.length * RARE_WEIGHT));
        for (const [second, other] of sets.entries())
          for (const [first, one] of sets.slice(0, second).entries())
            expect(shared[pairPlace(first, second, sets.length)]).toBe(
              one.filter((print) => other.includes(print)).length * RARE_WEIGHT,
            );
      }),
    );
  });

  it('counts a tenth of what more than a third of the class has', () => {
    const classOf = (owners: number) =>
      Array.from({ length: 30 }, (_, at) => Float64Array.from(at < owners ? [1, 100 + at] : [100 + at]));
    const third = countShared(classOf(10));
    expect([third.totals[0], third.shared[0]]).toEqual([2 * RARE_WEIGHT, RARE_WEIGHT]);
    const more = countShared(classOf(11));
    expect([more.totals[0], more.shared[0]]).toEqual([RARE_WEIGHT + 1, 1]);
  });

  it('counts in full what five of a small class have', () => {
    const sets = Array.from({ length: 6 }, (_, at) => Float64Array.from(at < 5 ? [1] : [2]));
    expect(countShared(sets).shared[0]).toBe(RARE_WEIGHT);
  });
});
