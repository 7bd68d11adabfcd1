import { describe, expect, it } from 'vitest';
import { rankPairs, SMALLEST } from './rank-pairs.ts';

/** `count` fingerprints from `first` on. */
const prints = (first: number, count: number) => Float64Array.from({ length: count }, (_, at) => first + at);
const NONE = prints(0, 0);

describe('rankPairs', () => {
  it('ranks by the lab that is most alike, of what the smaller has', () => {
    const lab1 = [prints(0, 100), prints(50, 100), prints(1000, 100)];
    const lab2 = [prints(0, 100), prints(1000, 100), prints(20, 400)];
    const { top } = rankPairs([lab1, lab2], 10);
    expect(top).toEqual([
      { first: 0, second: 2, share: 0.8, labShares: [0, 0.8], overall: 0.4 },
      { first: 0, second: 1, share: 0.5, labShares: [0.5, 0], overall: 0.25 },
    ]);
  });

  it('gives little weight to very little code', () => {
    const { top } = rankPairs([[prints(0, SMALLEST / 4), prints(0, SMALLEST / 2)]], 10);
    expect(top.map(({ share }) => share)).toEqual([0.25]);
  });

  it('lists the most alike only, and none that share next to nothing', () => {
    const sets = [prints(0, 100), prints(0, 90), prints(91, 100), NONE];
    expect(rankPairs([sets], 1).top.map(({ first, second }) => [first, second])).toEqual([[0, 1]]);
    expect(rankPairs([sets], 10).top.map(({ first, second }) => [first, second])).toEqual([[0, 1]]);
  });

  it('says what is usual', () => {
    const class100 = Array.from({ length: 100 }, (_, at) => prints(at < 2 ? 0 : 1000 * at, 100));
    expect(rankPairs([class100], 10).usual).toEqual({ half: 0, ninety: 0, ninetyNine: 0 });
    expect(rankPairs([[prints(0, 100), prints(0, 100)]], 10).usual.half).toBe(1);
  });

  it.each([0, 1])('ranks nothing in a class of %i', (count) => {
    const sets = Array.from({ length: count }, () => prints(0, 100));
    expect(rankPairs([sets], 10)).toEqual({ top: [], usual: { half: 0, ninety: 0, ninetyNine: 0 } });
  });
});
