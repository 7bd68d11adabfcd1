import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSeeds, firstSeed, rangesOf, type SeedRanges, unite } from './seed-ranges.ts';

const seeds = fc.array(fc.nat(40));

function listed(ranges: SeedRanges): number[] {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
}

describe('seed ranges', () => {
  it('hold each seed once, in order, as few stretches as can be', () => {
    expect(rangesOf([3, 1, 2, 4217, 2])).toEqual([
      [1, 3],
      [4217, 4217],
    ]);
    expect(firstSeed(rangesOf([7, 5]))).toBe(5);
    expect(firstSeed([])).toBeUndefined();
  });

  it('unite like sets', () => {
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        const united = unite(rangesOf(a), rangesOf(b));
        const expected = [...new Set([...a, ...b])].sort((x, y) => x - y);
        expect(listed(united)).toEqual(expected);
        expect(countSeeds(united)).toBe(expected.length);
      }),
    );
  });
});
