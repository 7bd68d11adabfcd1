import { describe, expect, it } from 'vitest';
import { Random } from '../../../labrpc/sim/random.ts';
import { isLinearizable } from './brute-force.ts';
import { checkHistory } from './check.ts';
import { generateHistory } from './generate/generate.ts';
import { changeOneOutput } from './generate/spoil.ts';
import { allWorkloads } from './generate/workloads.ts';
import type { History, Operation } from './history.ts';
import { type RegisterInput, type RegisterOutput, registerModel } from './models/register.ts';
import { statesAlong } from './reasons.ts';
import type { Conflict } from './verdict.ts';

const BUDGET = { steps: 1_000_000, configurations: 1_000_000 };

function conflictOf(
  history: History<RegisterInput, RegisterOutput>,
): Conflict<RegisterInput, RegisterOutput> {
  const verdict = checkHistory(registerModel, history, BUDGET);
  if (verdict.kind !== 'illegal') throw new Error(`the verdict is ${verdict.kind}`);
  return verdict.conflict;
}

describe('a conflict', () => {
  it('names the operation with whose return the history has no order any more', () => {
    const history: History<RegisterInput, RegisterOutput> = [
      { client: 0, input: { kind: 'write', value: 1 }, output: null, calledAt: 1, returnedAt: 2 },
      { client: 1, input: { kind: 'write', value: 2 }, output: null, calledAt: 3, returnedAt: 12 },
      { client: 2, input: { kind: 'read' }, output: 2, calledAt: 4, returnedAt: 5 },
      { client: 3, input: { kind: 'read' }, output: 1, calledAt: 6, returnedAt: 9 },
      { client: 4, input: { kind: 'write', value: 5 }, output: null, calledAt: 7, returnedAt: 11 },
      { client: 5, input: { kind: 'write', value: 6 }, output: null, calledAt: 10, returnedAt: 13 },
    ];
    expect(conflictOf(history)).toEqual({
      object: undefined,
      longest: [0, 1, 2],
      states: ['1', '2', '2'],
      stateThere: '2',
      impossible: 3,
      alsoTried: [4],
      operation: { input: { kind: 'read' }, output: 1 },
    });
  });

  it('has an empty order if nothing can come first', () => {
    const history: History<RegisterInput, RegisterOutput> = [
      { client: 0, input: { kind: 'read' }, output: 7, calledAt: 1, returnedAt: 2 },
    ];
    expect(conflictOf(history)).toMatchObject({
      longest: [],
      stateThere: 'nothing',
      impossible: 0,
      alsoTried: [],
    });
  });

  it('is what an enumeration of all orders says of the beginnings of small histories', () => {
    let conflicts = 0;
    for (let seed = 1; seed <= 3000; seed++) {
      const random = new Random('conflicts', seed);
      const workload = random.pick(allWorkloads({ keys: 1, values: 3, reads: 0.5, appends: 0.5 }));
      const { model, object } = workload;
      let history = generateHistory(workload, { operations: 8, clients: 3, lost: 0.1 }, random);
      for (let changes = 0; changes < 3; changes++) history = changeOneOutput(history, random);
      const verdict = checkHistory(model, history, BUDGET);
      if (verdict.kind !== 'illegal') continue;
      conflicts++;
      const { longest, impossible } = verdict.conflict;
      const moment = (history[impossible] as Operation<unknown, unknown>).returnedAt as number;
      expect(isLinearizable(object, beginning(history, moment - 0.25))).toBe(true);
      expect(isLinearizable(object, beginning(history, moment))).toBe(false);
      expect(longest).not.toContain(impossible);
      const returned = history.flatMap(({ returnedAt }, place) => {
        return returnedAt !== undefined && returnedAt < moment ? [place] : [];
      });
      expect(longest).toEqual(expect.arrayContaining(returned));
      expect(statesAlong(model, history, longest)).toHaveLength(longest.length + 1);
    }
    expect(conflicts).toBeGreaterThan(500);
  });
});

/** What had been called by a moment; what returned later counts as open, but gives what it gave. */
function beginning(history: History<unknown, unknown>, moment: number): History<unknown, unknown> {
  return history
    .filter(({ calledAt }) => calledAt <= moment)
    .map((operation) => {
      const { returnedAt = Number.POSITIVE_INFINITY } = operation;
      return returnedAt > moment ? { ...operation, returnedAt: undefined } : operation;
    });
}
