import { describe, expect, it } from 'vitest';
import { barWords, durationWords, histogram, median } from './figures.ts';

describe('figures', () => {
  it('take the middle', () => {
    expect([median([]), median([3]), median([9, 1]), median([9, 1, 2])]).toEqual([0, 3, 5, 2]);
  });

  it('count shares by tenths, and those who have all on their own', () => {
    expect(histogram([0, 0.05, 0.1, 0.999, 1, 1])).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
    expect([barWords(0), barWords(9), barWords(10)]).toEqual(['0 % to 10 %', '90 % to 100 %', 'all points']);
  });

  it('say how long something took', () => {
    const times = [400, 59_000, 61_000, 3_600_000, 7_500_000];
    expect(times.map(durationWords)).toEqual(['0 s', '59 s', '1 min', '1 h 0 min', '2 h 5 min']);
  });
});
