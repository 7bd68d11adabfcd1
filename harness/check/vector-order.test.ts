import { describe, expect, it } from 'vitest';
import { sameVector, vectorFault, vectorOrder } from './vector-order.ts';

describe('the order of vectors', () => {
  it('is before or after where no entry says otherwise', () => {
    expect(vectorOrder([1, 0, 2], [1, 1, 2])).toBe('before');
    expect(vectorOrder([1, 1, 3], [1, 0, 2])).toBe('after');
    expect(vectorOrder([0, 0], [5, 7])).toBe('before');
  });

  it('tells equal from concurrent', () => {
    expect(vectorOrder([1, 2], [1, 2])).toBe('equal');
    expect(vectorOrder([2, 0], [0, 1])).toBe('concurrent');
    expect(vectorOrder([0, 1, 5], [0, 2, 4])).toBe('concurrent');
  });
});

describe('the form of a vector', () => {
  it('is one count a process', () => {
    expect(vectorFault([0, 3, 2 ** 40], 3)).toBeUndefined();
    expect(vectorFault([0, 3], 3)).toBe('has 2 entries, where 3 processes are');
    expect(vectorFault('[0]', 1)).toBe('is no array');
    for (const entry of [-1, 0.5, Number.NaN, '1', undefined, 2 ** 60]) {
      expect(vectorFault([entry], 1), String(entry)).toBe('has an entry that is no whole number from 0');
    }
  });

  it('is the same if all entries are', () => {
    expect(sameVector([1, 2], [1, 2])).toBe(true);
    expect(sameVector([1, 2], [1, 3])).toBe(false);
    expect(sameVector([1, 2], [1, 2, 0])).toBe(false);
  });
});
