import { describe, expect, it } from 'vitest';
import { foldChain } from './fold-chain.ts';

const fold = (text: string) =>
  foldChain([...text], (letter) => letter)
    .map((each) => (each.kind === 'item' ? each.item : `(${each.length}×${each.times})`))
    .join('');

describe('foldChain', () => {
  it.each([
    ['abc', 'abc'],
    ['aab', 'aab'],
    ['aaaab', 'a(1×3)b'],
    ['xababababy', 'xab(2×3)y'],
    ['abcabcabcd', 'abc(3×2)d'],
    ['ababaab', 'ababaab'],
    ['', ''],
  ])('%s becomes %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});
