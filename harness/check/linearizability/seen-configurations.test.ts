import { describe, expect, it } from 'vitest';
import { Random } from '../../../labrpc/sim/random.ts';
import { LinearizedSet } from './linearized-set.ts';
import { OperationList } from './operation-list.ts';
import { SeenConfigurations } from './seen-configurations.ts';

/** All open at once, and every third never returned. */
function setOf(size: number): LinearizedSet {
  const history = Array.from({ length: size }, (_, index) => {
    const returnedAt = index % 3 === 0 ? undefined : size + index;
    return { client: index, input: index, output: null, calledAt: index, returnedAt };
  });
  return new LinearizedSet(new OperationList(history, [...history.keys()]));
}

describe('the cache of configurations', () => {
  it('knows what it has seen, even if all hashes are equal', () => {
    const size = 80;
    const set = setOf(size);
    const seen = new SeenConfigurations(set, { left: 10_000 });
    const random = new Random('configurations');
    const known = new Set<string>();
    const members = new Set<number>();
    for (let turn = 0; turn < 3000; turn++) {
      const operation = random.integer(0, size - 1);
      if (members.delete(operation)) set.delete(operation);
      else {
        members.add(operation);
        set.add(operation);
      }
      if (set.isComplete) continue;
      const state = random.integer(0, 1);
      const name = `${[...members].sort((a, b) => a - b)} ${state}`;
      const hash = set.hash;
      // What the state adds to the hash is taken from it before.
      set.hash = Math.imul(state + 1, 0x9e3779b1);
      expect(seen.add(state)).toBe(!known.has(name));
      expect(seen.add(state)).toBe(false);
      set.hash = hash;
      known.add(name);
    }
    expect(known.size).toBeGreaterThan(1000);
  });

  it('tells sets apart whose words are the same from different places on', () => {
    const set = setOf(96);
    const seen = new SeenConfigurations(set, { left: 10 });
    const returned = [...set.returned];
    const add = (from: number, to: number) => {
      for (const operation of returned.slice(from, to)) set.add(operation);
    };
    add(1, 2);
    set.hash = 7;
    expect(seen.add(0)).toBe(true);
    add(0, 1);
    add(2, 32);
    add(33, 34);
    set.hash = 7;
    expect(seen.add(0)).toBe(true);
  });

  it('takes no more than there is room for, and gives it back', () => {
    const set = setOf(8);
    const room = { left: 2 };
    const seen = new SeenConfigurations(set, room);
    expect(seen.add(0)).toBe(true);
    expect(seen.add(0)).toBe(false);
    expect(seen.add(1)).toBe(true);
    expect(room.left).toBe(0);
    expect(seen.add(2)).toBeUndefined();
    expect(seen.add(1)).toBe(false);
    seen.clear();
    expect(room.left).toBe(2);
    expect(seen.add(1)).toBe(true);
  });
});
