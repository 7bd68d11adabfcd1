import { describe, expect, it } from 'vitest';
import { Random } from '../../../labrpc/sim/random.ts';
import { checkHistory } from './check.ts';
import { generateHistory } from './generate/generate.ts';
import { kvWorkload, registerWorkload } from './generate/workloads.ts';
import type { History, Operation } from './history.ts';
import { type KvInput, type KvOutput, kvModel } from './models/kv.ts';
import { type RegisterInput, type RegisterOutput, registerModel } from './models/register.ts';
import type { Budget } from './verdict.ts';

const BUDGET: Budget = { steps: 100_000, configurations: 100_000 };

/** One operation, from one moment to another; without the second it never returned. */
function operation<Input, Output>(
  input: Input,
  output: Output | undefined,
  calledAt: number,
  returnedAt?: number,
): Operation<Input, Output> {
  return { client: calledAt, input, output, calledAt, returnedAt };
}

type RegisterHistory = History<RegisterInput, RegisterOutput>;

const onRegister = operation<RegisterInput, RegisterOutput>;
const onKv = operation<KvInput, KvOutput>;

const read = { kind: 'read' } as const;
const write = (value: number) => ({ kind: 'write', value }) as const;

describe('the verdict', () => {
  it('is ok for a history without operations', () => {
    const ok = { kind: 'ok', steps: 0, linearizations: [] };
    expect(checkHistory(registerModel, [], BUDGET)).toEqual(ok);
    expect(checkHistory(registerModel, [], { steps: 0, configurations: 0 })).toEqual(ok);
  });

  it('comes with an order', () => {
    const history: RegisterHistory = [
      onRegister(read, 1, 1, 6),
      onRegister(write(1), null, 2, 5),
      onRegister(read, null, 3, 4),
    ];
    const verdict = checkHistory(registerModel, history, BUDGET);
    expect(verdict).toMatchObject({ kind: 'ok', linearizations: [{ object: undefined, order: [2, 1, 0] }] });
  });

  it('takes what never returned for something that may have happened, late or never', () => {
    const lost = onRegister(write(1), undefined, 1);
    const sees = onRegister(read, 1, 6, 7);
    const doesNot = onRegister(read, null, 2, 3);
    const never = onRegister(read, null, 8, 9);
    expect(checkHistory(registerModel, [lost, doesNot, sees], BUDGET).kind).toBe('ok');
    expect(checkHistory(registerModel, [lost, doesNot, never], BUDGET).kind).toBe('ok');
    expect(checkHistory(registerModel, [lost, sees, never], BUDGET).kind).toBe('illegal');
  });

  it('lets nothing that never returned happen before its call', () => {
    const history: RegisterHistory = [onRegister(read, 1, 1, 2), onRegister(write(1), undefined, 3)];
    expect(checkHistory(registerModel, history, BUDGET).kind).toBe('illegal');
  });

  it('wants a place for what returned without an output', () => {
    const history: RegisterHistory = [
      onRegister(write(1), undefined, 1, 2),
      onRegister(read, undefined, 3, 4),
      onRegister(read, null, 5, 6),
    ];
    expect(checkHistory(registerModel, history, BUDGET).kind).toBe('illegal');
  });

  it('does not depend on the order in which operations are listed', () => {
    const random = new Random('order of a list');
    const workload = registerWorkload({ keys: 1, values: 3, reads: 0.5, appends: 0 });
    const history = generateHistory(workload, { operations: 60, clients: 5, lost: 0.05 }, random);
    const { kind, steps } = checkHistory(registerModel, history, BUDGET);
    expect(checkHistory(registerModel, random.shuffle(history), BUDGET)).toMatchObject({ kind, steps });
  });
});

describe('objects', () => {
  const get = (key: string) => ({ kind: 'get', key }) as const;
  const put = (key: string, value: string) => ({ kind: 'put', key, value }) as const;

  it('have an order each', () => {
    const history: History<KvInput, KvOutput> = [
      onKv(put('a', '1'), null, 1, 4),
      onKv(put('b', '2'), null, 2, 5),
      onKv(get('a'), '', 3, 6),
      onKv(get('b'), '2', 7, 8),
    ];
    const verdict = checkHistory(kvModel, history, BUDGET);
    expect(verdict).toMatchObject({
      kind: 'ok',
      linearizations: [
        { object: 'a', order: [2, 0] },
        { object: 'b', order: [1, 3] },
      ],
    });
  });

  it('are searched in turn, so that a costly one does not hold up the verdict', () => {
    const { backwards: _, ...withoutLookAhead } = kvModel;
    const append = (value: string) => ({ kind: 'append', key: 'a', value }) as const;
    const costly = Array.from('abcdefghijkl', (letter, index) =>
      onKv(append(letter), null, index + 1, index + 51),
    );
    const history: History<KvInput, KvOutput> = [
      ...costly,
      onKv(get('a'), 'none of 12! orders', 101, 102),
      onKv(put('b', '1'), null, 103, 104),
      onKv(get('b'), '2', 105, 106),
    ];
    const alone = history.filter(({ input }) => input.key === 'a');
    expect(checkHistory(withoutLookAhead, alone, BUDGET)).toMatchObject({ kind: 'unknown' });
    const verdict = checkHistory(withoutLookAhead, history, BUDGET);
    expect(verdict).toMatchObject({ kind: 'illegal', conflict: { object: 'b' } });
    expect(verdict.steps).toBeLessThan(1000);
  });

  it('that find no room leave the verdict to others', () => {
    const { backwards: _, ...withoutLookAhead } = kvModel;
    const append = (value: string) => ({ kind: 'append', key: 'a', value }) as const;
    const costly = Array.from('abcdefgh', (letter, index) =>
      onKv(append(letter), null, index + 1, index + 51),
    );
    const history: History<KvInput, KvOutput> = [
      ...costly,
      onKv(get('a'), 'none of 8! orders', 101, 102),
      onKv(put('b', '1'), null, 103, 104),
      onKv(get('b'), '2', 105, 106),
    ];
    const verdict = checkHistory(withoutLookAhead, history, { steps: 100_000, configurations: 10 });
    expect(verdict).toMatchObject({ kind: 'illegal', conflict: { object: 'b' } });
  });

  it('are all needed for ok', () => {
    const history: History<KvInput, KvOutput> = [
      onKv(put('a', '1'), null, 1, 2),
      onKv(put('b', '1'), null, 3, 4),
      onKv(get('b'), '2', 5, 6),
    ];
    expect(checkHistory(kvModel, history, BUDGET)).toMatchObject({
      kind: 'illegal',
      conflict: { object: 'b' },
    });
  });
});

describe('the budget', () => {
  const workload = kvWorkload({ keys: 3, values: 2, reads: 0.2, appends: 0.9 });
  const random = new Random('budget', 1);
  const history = generateHistory(workload, { operations: 300, clients: 30, lost: 0 }, random);
  const ample = { steps: 1_000_000, configurations: 1_000_000 };
  const needed = checkHistory(kvModel, history, ample).steps;

  it('of steps holds exactly', () => {
    expect(needed).toBeGreaterThan(300);
    for (const steps of [0, 1, 2, 100, 255, 256, 257, needed - 1]) {
      const verdict = checkHistory(kvModel, history, { ...ample, steps });
      expect(verdict).toEqual({ kind: 'unknown', steps, spent: 'steps' });
    }
    expect(checkHistory(kvModel, history, { ...ample, steps: needed })).toMatchObject({
      kind: 'ok',
      steps: needed,
    });
  });

  it('of configurations holds', () => {
    for (const configurations of [0, 1, 10, 50]) {
      const verdict = checkHistory(kvModel, history, { ...ample, configurations });
      expect(verdict).toMatchObject({ kind: 'unknown', spent: 'configurations' });
    }
  });

  it('counts what an explanation takes too', () => {
    const one = { operations: 60, clients: 1, lost: 0 };
    const right = generateHistory(kvWorkload({ keys: 1, values: 5, reads: 0.5, appends: 0.5 }), one, random);
    const last = right.findLastIndex(({ input }) => input.kind === 'get');
    const wrong = right.map((operation, place) =>
      place === last ? { ...operation, output: '?' } : operation,
    );
    const { kind, steps } = checkHistory(kvModel, wrong, ample);
    expect(kind).toBe('illegal');
    let firstIllegal = Number.POSITIVE_INFINITY;
    for (let less = 1; less < steps; less++) {
      const verdict = checkHistory(kvModel, wrong, { ...ample, steps: less });
      expect(verdict.steps).toBeLessThanOrEqual(less);
      if (verdict.kind === 'illegal') firstIllegal = Math.min(firstIllegal, less);
    }
    // From there on only the explanation gets better.
    expect(firstIllegal).toBeLessThan(steps);
  });
});
