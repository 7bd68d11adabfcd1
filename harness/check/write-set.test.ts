import { expect, it } from 'vitest';
import { writesIn } from './write-set.ts';

it('lists the writes in a set', () => {
  expect(writesIn(0n)).toEqual([]);
  expect(writesIn(0b10_0101n)).toEqual([0, 2, 5]);
  expect(writesIn(1n << 100n)).toEqual([100]);
});
