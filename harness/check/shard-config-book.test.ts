import { describe, expect, it } from 'vitest';
import type { ShardConfig } from './shard-config.ts';
import { ConfigBook } from './shard-config-book.ts';

function config(
  number: number,
  shards: readonly number[],
  groups: Record<number, readonly string[]>,
): ShardConfig {
  return {
    number,
    shards,
    groups: new Map(Object.entries(groups).map(([gid, names]) => [Number(gid), names])),
  };
}

const THREE = config(3, [1, 2, 2], { 1: ['a', 'b'], 2: ['c'] });

function bookWithThree(): ConfigBook {
  const book = new ConfigBook();
  book.saw(THREE, { who: 'clerk 0', atMs: 80 });
  return book;
}

describe('a book of configurations', () => {
  it('says whether one is new', () => {
    const book = new ConfigBook();
    expect(book.saw(THREE, { who: 'clerk 0', atMs: 80 })).toBe(true);
    const turned = { ...THREE, groups: new Map([...THREE.groups].reverse()) };
    expect(book.saw(turned, { who: 'clerk 1', atMs: 90 })).toBe(false);
  });

  it('knows each by its number, and the newest', () => {
    const book = new ConfigBook();
    expect(book.newest).toBeUndefined();
    const one = config(1, [1, 1, 1], { 1: ['a', 'b'] });
    book.saw(THREE, { who: 'clerk 0', atMs: 80 });
    book.saw(one, { who: 'clerk 0', atMs: 90 });
    expect(book.get(1)).toBe(one);
    expect(book.get(2)).toBeUndefined();
    expect(book.newest).toBe(THREE);
  });

  it.each([
    ['shard 0 was in 1 and is in 2', config(3, [2, 2, 2], { 1: ['a', 'b'], 2: ['c'] })],
    ['group 1 was [a, b] and is [b, a]', config(3, [1, 2, 2], { 1: ['b', 'a'], 2: ['c'] })],
    ['group 5 is there and was not', config(3, [1, 2, 2], { 1: ['a', 'b'], 2: ['c'], 5: ['e'] })],
    [
      'group 2 was there and is not, shard 1 was in 2 and is in 1, shard 2 was in 2 and is in 1',
      config(3, [1, 1, 1], { 1: ['a', 'b'] }),
    ],
  ])('does not take another one of the same number: %s', (difference, other) => {
    expect(() => bookWithThree().saw(other, { who: 'clerk 1', atMs: 120 })).toThrow(
      expect.objectContaining({
        rule: 'controller/same-config',
        actor: 'clerk 1',
        message: `clerk 0 was told configuration 3 at 80 ms, and clerk 1 another one of that number at 120 ms: ${difference}`,
      }),
    );
  });

  it('knows whether another one of that number was seen', () => {
    const book = bookWithThree();
    expect(book.contradicts({ ...THREE })).toBe(false);
    expect(book.contradicts(config(4, [1, 1, 1], { 1: ['a', 'b'] }))).toBe(false);
    expect(book.contradicts(config(3, [1, 1, 1], { 1: ['a', 'b'] }))).toBe(true);
  });

  it.each([
    ['another server', { name: 'controller 1', incarnation: 1 }, 'controller/same-config'],
    ['the same in another life', { name: 'controller 0', incarnation: 2 }, 'controller/same-config'],
    ['the same in this life', { name: 'controller 0', incarnation: 1 }, 'controller/config-changed'],
  ])('says which servers told the two: %s', (_, by, rule) => {
    const book = new ConfigBook();
    book.saw(THREE, { who: 'clerk 0', atMs: 80, by: { name: 'controller 0', incarnation: 1 } });
    const saw = () => book.saw({ ...THREE, shards: [2, 2, 2] }, { who: 'clerk 1', atMs: 90, by });
    const message = `clerk 0 was told configuration 3 by controller 0 at 80 ms, and clerk 1 another one of that number by ${by.name} at 90 ms: shard 0 was in 1 and is in 2`;
    expect(saw).toThrow(expect.objectContaining({ rule, message }));
  });

  it('tells only the first of many differences', () => {
    const book = new ConfigBook();
    const groups = { 1: ['a'], 2: ['b'] };
    book.saw(config(2, new Array(100).fill(1), groups), { who: 'clerk 0', atMs: 10 });
    const other = config(2, new Array(100).fill(2), groups);
    expect(() => book.saw(other, { who: 'clerk 0', atMs: 20 })).toThrow(
      /shard 7 was in 1 and is in 2 and 92 more$/,
    );
  });
});
