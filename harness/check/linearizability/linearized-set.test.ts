import { describe, expect, it } from 'vitest';
import { Random } from '../../../labrpc/sim/random.ts';
import { generateHistory } from './generate/generate.ts';
import { registerWorkload } from './generate/workloads.ts';
import { LinearizedSet } from './linearized-set.ts';
import { END, OperationList } from './operation-list.ts';

describe('a linearized set', () => {
  it('has the same members, hash and first one whichever way it came about', () => {
    const random = new Random('sets');
    const workload = registerWorkload({ keys: 1, values: 0, reads: 0.5, appends: 0 });
    const history = generateHistory(workload, { operations: 100, clients: 6, lost: 0.1 }, random);
    const list = new OperationList(history, [...history.keys()]);
    const set = new LinearizedSet(list);
    const all = [...list.places.keys()];
    for (let turn = 0; turn < 500; turn++) {
      const members = all.filter(() => random.chance(0.7));
      for (const operation of random.shuffle(all)) set.add(operation);
      for (const operation of random.shuffle(all)) if (!members.includes(operation)) set.delete(operation);
      const other = new LinearizedSet(list);
      for (const operation of members) other.add(operation);
      expect(set.words).toEqual(other.words);
      expect(set.hash).toBe(other.hash);
      expect(all.filter((operation) => set.has(operation))).toEqual(members);
      const missing = [...set.returned].findIndex((operation) => !members.includes(operation));
      expect(set.first).toBe(missing);
      for (const operation of members) set.delete(operation);
    }
    expect(set.hash).toBe(0);
    expect(set.open.length).toBeGreaterThan(0);
    expect([...set.open].every((operation) => list.returns[operation] === END)).toBe(true);
  });
});
