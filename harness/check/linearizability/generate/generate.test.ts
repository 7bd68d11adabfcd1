import { describe, expect, it } from 'vitest';
import { Random } from '../../../../labrpc/sim/random.ts';
import { isLinearizableInParts } from '../brute-force.ts';
import type { Operation } from '../history.ts';
import { generateHistory } from './generate.ts';
import { spoilEveryKey, WRONG_GETS } from './spoil.ts';
import { allWorkloads, kvWorkload } from './workloads.ts';

const VARIETY = { keys: 3, values: 0, reads: 0.5, appends: 0.5 };

describe('a generated history', () => {
  it.each(allWorkloads(VARIETY).map((workload) => ({ name: workload.model.name, workload })))(
    'of $name is linearizable, and the same for the same seed',
    ({ workload }) => {
      const load = { operations: 300, clients: 2, lost: 0 };
      const history = generateHistory(workload, load, new Random('generate', 1));
      expect(history).toHaveLength(300);
      expect(isLinearizableInParts(workload.object, history)).toBe(true);
      expect(generateHistory(workload, load, new Random('generate', 1))).toEqual(history);
      expect(generateHistory(workload, load, new Random('generate', 2))).not.toEqual(history);
    },
  );

  it('has one open operation a client at most, many at a time, and loses some', () => {
    const load = { operations: 1000, clients: 20, lost: 0.05 };
    const history = generateHistory(kvWorkload(VARIETY), load, new Random('generate', 1));
    const moments = history.flatMap(({ calledAt, returnedAt }) => [calledAt, returnedAt ?? -calledAt]);
    expect(new Set(moments).size).toBe(moments.length);
    const isOpenAt = (operation: Operation<unknown, unknown>, moment: number) =>
      operation.calledAt <= moment && moment < (operation.returnedAt ?? Number.POSITIVE_INFINITY);
    const atOnce = history.map(({ calledAt }) => {
      const open = history.filter((operation) => isOpenAt(operation, calledAt));
      expect(new Set(open.map(({ client }) => client)).size).toBe(open.length);
      return open.filter(({ returnedAt }) => returnedAt !== undefined).length;
    });
    expect(Math.max(...atOnce)).toBeGreaterThan(10);
    const lost = history.filter(({ returnedAt }) => returnedAt === undefined);
    expect(lost.length).toBeGreaterThan(20);
    expect(lost.every(({ output }) => output === undefined)).toBe(true);
  });
});

describe('a spoiled history', () => {
  it.each(WRONG_GETS)('has a wrong get for every key: %s', (wrong) => {
    const random = new Random('spoil', wrong);
    const load = { operations: 400, clients: 2, lost: 0 };
    const workload = kvWorkload(VARIETY);
    const history = generateHistory(workload, load, random);
    const spoiled = spoilEveryKey(history, wrong, random);
    const changed = history.filter(({ output }, place) => output !== spoiled[place]?.output);
    expect(changed.map(({ input }) => input.kind)).toEqual(['get', 'get', 'get']);
    expect(new Set(changed.map(({ input }) => input.key)).size).toBe(3);
    expect(isLinearizableInParts(workload.object, spoiled)).toBe(false);
  });
});
