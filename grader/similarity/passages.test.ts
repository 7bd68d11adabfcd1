import { describe, expect, it } from 'vitest';
import type { LabText, TextFile } from './lab-text.ts';
import { findPassages } from './passages.ts';
import { K, kGrams, winnow } from './winnow.ts';

/** A file with a token on each line. */
function fileOf(path: string, codes: readonly number[]): TextFile {
  const grams = kGrams(Int32Array.from(codes));
  return {
    path,
    lines: codes.map(String),
    codes: Int32Array.from(codes),
    lineOf: Uint32Array.from(codes, (_, at) => at + 1),
    grams,
    fingerprints: winnow(grams),
  };
}

const textOf = (...files: readonly TextFile[]): LabText => ({ files, notes: [] });
const range = (from: number, length: number) => Array.from({ length }, (_, at) => from + at);
const NOTHING: ReadonlySet<number> = new Set();

const ONE = range(100, 40);
const TWO = range(200, 50);

describe('findPassages', () => {
  it('finds runs in full, in another order and in other files', () => {
    const a = textOf(fileOf('a.ts', [1, ...ONE, 2, ...TWO, 3]));
    const b = textOf(fileOf('x.ts', [...TWO, 4]), fileOf('y.ts', [5, 6, ...ONE]));
    expect(findPassages(a, b, NOTHING)).toEqual([
      { tokens: 40, a: { file: 'a.ts', from: 2, to: 41 }, b: { file: 'y.ts', from: 3, to: 42 } },
      { tokens: 50, a: { file: 'a.ts', from: 43, to: 92 }, b: { file: 'x.ts', from: 1, to: 50 } },
    ]);
  });

  it('uses every token once', () => {
    const a = textOf(fileOf('a.ts', ONE));
    const b = textOf(fileOf('b.ts', [...ONE, 1, ...ONE]));
    expect(findPassages(a, b, NOTHING)).toEqual([
      { tokens: 40, a: { file: 'a.ts', from: 1, to: 40 }, b: { file: 'b.ts', from: 1, to: 40 } },
    ]);
  });

  it('ends at what is known', () => {
    const known = new Set(kGrams(Int32Array.from(TWO)));
    const text = textOf(fileOf('a.ts', [...ONE, ...TWO, ...range(300, 30)]));
    expect(findPassages(text, text, known).map(({ tokens, a }) => [tokens, a.from])).toEqual([
      [40, 1],
      [30, 91],
    ]);
    expect(findPassages(textOf(fileOf('a.ts', TWO)), textOf(fileOf('b.ts', TWO)), known)).toEqual([]);
  });

  it('finds nothing in what is too short or not there', () => {
    const short = textOf(fileOf('a.ts', range(1, K - 1)));
    expect(findPassages(short, short, NOTHING)).toEqual([]);
    expect(findPassages(textOf(), textOf(fileOf('b.ts', ONE)), NOTHING)).toEqual([]);
  });

  it('comes to an end with texts that repeat themselves', () => {
    const text = textOf(
      fileOf(
        'a.ts',
        Array.from({ length: 200_000 }, (_, at) => (at % 2) + 1),
      ),
    );
    const passages = findPassages(text, text, NOTHING);
    expect(passages[0]).toEqual({
      tokens: 200_000,
      a: { file: 'a.ts', from: 1, to: 200_000 },
      b: { file: 'a.ts', from: 1, to: 200_000 },
    });
  });
});
