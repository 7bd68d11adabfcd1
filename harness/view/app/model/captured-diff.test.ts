import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../trace/captured.ts';
import { differences } from './captured-diff.ts';

const names = (old: Captured, now: Captured) =>
  differences(old, now).map(({ name, old: before, new: after }) => [name, before, after]);

describe('differences', () => {
  it.each<[string, Captured, Captured, unknown[]]>([
    ['nothing in equal values', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
    ['a field deep inside', { a: { b: 1, c: 2 } }, { a: { b: 3, c: 2 } }, [['a.b', 1, 3]]],
    ['an element', { log: [{ term: 1 }] }, { log: [{ term: 2 }] }, [['log[0].term', 1, 2]]],
    [
      'what was added and what is gone',
      { a: 1 },
      { b: 2 },
      [
        ['b', undefined, 2],
        ['a', 1, undefined],
      ],
    ],
    [
      'the end of a list that was cut',
      { log: [1, 2, 3] },
      { log: [1] },
      [
        ['log[1]', 2, undefined],
        ['log[2]', 3, undefined],
      ],
    ],
    ['another kind of value as a whole', { a: [1] }, { a: { b: 1 } }, [['a', [1], { b: 1 }]]],
    [
      'the entries of a map',
      { store: { $: 'Map', size: 1, entries: { x: 1 } } },
      { store: { $: 'Map', size: 2, entries: { x: 2, y: 3 } } },
      [
        ['store.x', 1, 2],
        ['store.y', undefined, 3],
      ],
    ],
    [
      'a list that has become so long that it is cut',
      { log: [1, 2] },
      { log: { $: 'array', length: 99, items: { 0: 1, 98: 5 } } },
      [['log', [1, 2], { $: 'array', length: 99, items: { 0: 1, 98: 5 } }]],
    ],
  ])('finds %s', (_, old, now, expected) => {
    expect(names(old, now)).toEqual(expected);
  });

  it('stops at its limit', () => {
    const many = (value: number) => Array.from({ length: 1000 }, () => value);
    expect(differences(many(1), many(2), 10).length).toBe(10);
  });
});
