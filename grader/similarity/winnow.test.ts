import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { K, kGrams, WINDOW, winnow } from './winnow.ts';

const GUARANTEED = K + WINDOW - 1;
const anyCodes = (minLength: number, maxLength: number) =>
  fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { minLength, maxLength });
/** Few different tokens, so that texts repeat themselves. */
const fewCodes = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 120 });

const gramsOf = (codes: readonly number[]) => kGrams(Int32Array.from(codes));
function fingerprintsOf(codes: readonly number[]): Set<number> {
  const grams = gramsOf(codes);
  return new Set(winnow(grams).map((at) => grams[at] as number));
}

describe('kGrams', () => {
  it('depend on their own tokens only', () => {
    fc.assert(
      fc.property(anyCodes(0, 40), anyCodes(K, K), anyCodes(0, 40), (before, codes, after) => {
        const [alone] = gramsOf(codes);
        expect(gramsOf([...before, ...codes, ...after])[before.length]).toBe(alone);
      }),
    );
  });

  it('are whole numbers below 2^53, and none where there are too few tokens', () => {
    fc.assert(
      fc.property(anyCodes(0, 60), (codes) => {
        const grams = gramsOf(codes);
        expect(grams.length).toBe(Math.max(0, codes.length - K + 1));
        expect([...grams].every((gram) => Number.isSafeInteger(gram) && gram >= 0)).toBe(true);
      }),
    );
  });

  it('tell orders apart', () => {
    const codes = Array.from({ length: K }, (_, at) => at + 1);
    expect(gramsOf(codes)[0]).not.toBe(gramsOf([...codes].reverse())[0]);
  });
});

describe('winnow', () => {
  it('finds every passage of the guaranteed length, wherever it stands', () => {
    const passage = anyCodes(GUARANTEED, GUARANTEED);
    const rest = anyCodes(0, 50);
    fc.assert(
      fc.property(passage, rest, rest, rest, rest, (both, a, b, c, d) => {
        const other = fingerprintsOf([...c, ...both, ...d]);
        const shared = [...fingerprintsOf([...a, ...both, ...b])].filter((print) => other.has(print));
        expect(shared.length).toBeGreaterThan(0);
      }),
    );
  });

  it('chooses one of every window, in order', () => {
    fc.assert(
      fc.property(fewCodes, (codes) => {
        const grams = gramsOf(codes);
        const chosen = winnow(grams);
        expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
        for (let start = 0; start + WINDOW <= grams.length; start++)
          expect(chosen.some((at) => at >= start && at < start + WINDOW)).toBe(true);
      }),
    );
  });

  it('takes few of a text that repeats itself', () => {
    const windows = 1000;
    const chosen = winnow(new Float64Array(windows + WINDOW - 1).fill(5));
    expect(chosen.length).toBe(Math.ceil(windows / WINDOW));
  });

  it('takes one of a text that is shorter than a window', () => {
    expect(winnow(Float64Array.of(3, 1, 2))).toEqual([1]);
    expect(winnow(new Float64Array(0))).toEqual([]);
  });
});
