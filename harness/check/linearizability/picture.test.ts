import { describe, expect, it } from 'vitest';
import { STALE_READ, STALE_READ_CONFLICT } from './example-conflict.ts';
import type { History } from './history.ts';
import { type KvInput, type KvOutput, kvModel } from './models/kv.ts';
import { type RegisterInput, type RegisterOutput, registerModel } from './models/register.ts';
import { historyPicture } from './picture.ts';
import type { Conflict } from './verdict.ts';

const clientName = (client: number) => `client ${client}`;

describe('historyPicture', () => {
  const picture = historyPicture(kvModel, STALE_READ, STALE_READ_CONFLICT, { clientName });

  it('shows the operations on the object, in the order of their calls', () => {
    expect(picture.object).toBe('x');
    expect(picture.operations.map(({ text }) => text)).toEqual([
      'put("x", "a")',
      'append("x", "b")',
      'get("x") gives "ab"',
      'put("x", "c")',
      'get("x") gives "c"',
      'append("x", "d")',
      'get("x") gives "cd"',
      'get("x") gives "ab"',
      'put("x", "e")',
    ]);
    expect(picture.operations[1]).toEqual({
      client: 'client 1',
      text: 'append("x", "b")',
      call: 1,
      return: 3,
    });
    expect(picture.operations[5]).not.toHaveProperty('return');
    expect(picture.operations[picture.impossible]?.client).toBe('client 2');
    expect(picture.alsoTried).toEqual([8]);
    expect(picture.omitted).toEqual({ operations: 0, points: 0 });
  });

  it('says the state before and after each point', () => {
    expect(picture.order.map(({ before, after }) => `${before} → ${after}`)).toEqual([
      '"" → "a"',
      '"a" → "ab"',
      '"ab" → "ab"',
      '"ab" → "c"',
      '"c" → "c"',
      '"c" → "cd"',
      '"cd" → "cd"',
    ]);
    expect(picture.stateThere).toBe('"cd"');
  });

  it('names what had returned before a stale read was called', () => {
    expect(picture.why).toEqual([
      'client 2\'s get("x") gives "ab" has to take effect before it returns, and cannot in the state "cd".',
      'The last state that allows it was "ab", after point 3.',
      'But client 0\'s get("x") gives "c" (point 5) had returned before it was called, so it comes later.',
    ]);
  });

  it('takes over what its source tells of moments', () => {
    const momentsOf = (place: number) => ({ calledOnLine: place + 1 });
    const { operations } = historyPicture(kvModel, STALE_READ, STALE_READ_CONFLICT, {
      clientName,
      momentsOf,
    });
    expect(operations.at(-1)?.calledOnLine).toBe(9);
  });

  it('refuses an order that explains nothing', () => {
    const conflict = { ...STALE_READ_CONFLICT, longest: [0, 2] };
    expect(() => historyPicture(kvModel, STALE_READ, conflict, { clientName })).toThrow(
      'operation 2 is not possible at point 2',
    );
  });

  it('says that nothing ever allowed it', () => {
    const history = STALE_READ.map((each, place) => (place === 7 ? { ...each, output: 'z' } : each));
    const { why } = historyPicture(kvModel, history, STALE_READ_CONFLICT, { clientName });
    expect(why[1]).toBe('No state in this order allows it.');
  });

  it('says what else would break if it came where it could', () => {
    const history: History<RegisterInput, RegisterOutput> = [
      { client: 0, input: { kind: 'write', value: 1 }, output: null, calledAt: 1, returnedAt: 2 },
      { client: 0, input: { kind: 'read' }, output: 1, calledAt: 4, returnedAt: 7 },
      { client: 1, input: { kind: 'cas', from: 1, to: 2 }, output: true, calledAt: 3, returnedAt: 8 },
      { client: 2, input: { kind: 'cas', from: 1, to: 3 }, output: true, calledAt: 5, returnedAt: 9 },
    ];
    const conflict: Conflict<RegisterInput, RegisterOutput> = {
      object: undefined,
      longest: [0, 1, 2],
      states: ['1', '1', '2'],
      stateThere: '2',
      impossible: 3,
      alsoTried: [],
      operation: { input: { kind: 'cas', from: 1, to: 3 }, output: true },
    };
    expect(historyPicture(registerModel, history, conflict, { clientName }).why.slice(1)).toEqual([
      'It could take effect after point 2, in the state 1.',
      'Then what comes at point 3 is not possible any more.',
    ]);
  });

  it('stays small for a long history', () => {
    const appends = 50_000;
    const history: History<KvInput, KvOutput> = Array.from({ length: appends + 1 }, (_, place) => ({
      client: place % 7,
      input: place < appends ? { kind: 'append', key: 'x', value: 'v' } : { kind: 'get', key: 'x' },
      output: place < appends ? null : 'vvv',
      calledAt: 2 * place,
      returnedAt: 2 * place + 1,
    }));
    const longest = [...history.keys()].slice(0, -1);
    const conflict: Conflict<KvInput, KvOutput> = {
      ...STALE_READ_CONFLICT,
      longest,
      impossible: appends,
      alsoTried: [],
    };
    const long = historyPicture(kvModel, history, conflict, { clientName });
    expect(JSON.stringify(long).length).toBeLessThan(50_000);
    expect(long.order.at(-1)).toMatchObject({ number: appends });
    // What replaced the last state that it fits is there, however long ago that was.
    expect(long.order.slice(0, 2).map(({ number }) => number)).toEqual([3, 4]);
    expect(long.omitted.operations + long.operations.length).toBe(history.length);
  });
});
