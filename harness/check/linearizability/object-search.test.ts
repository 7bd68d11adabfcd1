import { describe, expect, it } from 'vitest';
import type { History, Operation } from './history.ts';
import type { Model } from './model.ts';
import { type KvInput, type KvOutput, kvModel } from './models/kv.ts';
import { type MutexInput, type MutexOutput, mutexModel } from './models/mutex.ts';
import { type RegisterInput, type RegisterOutput, registerModel } from './models/register.ts';
import { ObjectSearch, type Progress } from './object-search.ts';

/** Called and returned in these moments, `undefined` for ever. */
type Short<Input, Output> = readonly [Input, Output | undefined, number, number | undefined];

function search<Input, Output, State>(
  model: Model<Input, Output, State>,
  short: readonly Short<Input, Output>[],
): { readonly progress: Progress; readonly steps: number } {
  const history: History<Input, Output> = short.map(([input, output, calledAt, returnedAt], client) => {
    return { client, input, output, calledAt, returnedAt } satisfies Operation<Input, Output>;
  });
  const one = new ObjectSearch(model, history, [...history.keys()], { left: 1_000_000 });
  return { progress: one.run(1_000_000), steps: one.steps };
}

const get: KvInput = { kind: 'get', key: '' };
const put = (value: string): KvInput => ({ kind: 'put', key: '', value });
const append = (value: string): KvInput => ({ kind: 'append', key: '', value });

const ROUNDS = 10;

/** Each of them illegal, and so that all of some hundred thousand configurations would be tried otherwise. */
describe('the search need not try', () => {
  it('to put off what only reads', () => {
    const reads = Array.from(
      { length: 20 },
      (_, index): Short<RegisterInput, RegisterOutput> => [
        { kind: 'cas', from: 1, to: 2 },
        false,
        index + 1,
        index + 101,
      ],
    );
    const wrong = [{ kind: 'read' }, 7, 201, 202] as const;
    const { progress, steps } = search(registerModel, [...reads, wrong]);
    expect(progress).toBe('illegal');
    expect(steps).toBeLessThan(50);
  });

  it('the same operations in every order', () => {
    const { backwards: _, ...model } = kvModel;
    const twins = Array.from(
      { length: 20 },
      (_, index): Short<KvInput, KvOutput> => [append('a'), null, index + 1, index + 101],
    );
    const { progress, steps } = search(model, [...twins, [get, 'b', 201, 202]]);
    expect(progress).toBe('illegal');
    expect(steps).toBeLessThan(100);
  });

  it('what never returned and is covered by what comes next', () => {
    const { backwards: _, ...model } = kvModel;
    const short: Short<KvInput, KvOutput>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const moment = 10 * round;
      short.push([put(`lost ${round}`), undefined, moment + 1, undefined]);
      short.push([put(`kept ${round}`), null, moment + 2, moment + 3]);
      short.push([get, `kept ${round}`, moment + 4, moment + 5]);
    }
    const { progress, steps } = search(model, [...short, [get, 'none', 901, 902]]);
    expect(progress).toBe('illegal');
    expect(steps).toBeLessThan(1000);
  });

  it('orders that contradict what is read later', () => {
    const letters = 'abcdefghij';
    const appends = Array.from(
      letters,
      (letter, index): Short<KvInput, KvOutput> => [append(letter), null, index + 1, index + 101],
    );
    const backwards = letters.split('').reverse().join('');
    const ok = search(kvModel, [...appends, [get, backwards, 201, 202]]);
    expect(ok).toMatchObject({ progress: 'ok' });
    expect(ok.steps).toBeLessThan(100);
    const illegal = search(kvModel, [...appends, [get, `a${backwards}`, 201, 202]]);
    expect(illegal).toMatchObject({ progress: 'illegal' });
    expect(illegal.steps).toBeLessThan(100);
  });

  it('every set of writes that nobody has seen', () => {
    const short: Short<KvInput, KvOutput>[] = [];
    for (let index = 0; index < 12; index++) {
      short.push([put(`unseen ${index}`), null, index + 1, index + 301]);
      short.push([put(`lost ${index}`), undefined, index + 51, undefined]);
    }
    for (let index = 0; index < 4; index++) {
      short.push([put(`seen ${index}`), null, 10 * index + 101, 10 * index + 102]);
      short.push([get, `seen ${index}`, 10 * index + 103, 10 * index + 104]);
    }
    // Each of the last two can be right, but not both.
    short.push([put('x'), null, 201, 402], [append('y'), null, 202, 403], [append('z'), null, 203, 404]);
    short.push([get, 'xy', 204, 405], [get, 'xz', 205, 406]);
    const { progress, steps } = search(kvModel, short);
    expect(progress).toBe('illegal');
    expect(steps).toBeLessThan(2000);
  });

  it('states after them one by one', () => {
    const unseen = Array.from(
      { length: 7 },
      (_, index): Short<KvInput, KvOutput> => [append(String(index)), null, index + 1, index + 101],
    );
    const last: Short<KvInput, KvOutput>[] = [
      [put('x'), null, 201, 302],
      [append('y'), null, 202, 303],
      [append('z'), null, 203, 304],
      [get, 'xy', 204, 305],
      [get, 'xz', 205, 306],
    ];
    const { progress, steps } = search(kvModel, [...unseen, ...last]);
    expect(progress).toBe('illegal');
    expect(steps).toBeLessThan(200);
  });
});

describe('the search', () => {
  it('tries first what has the least time left', () => {
    const short: Short<MutexInput, MutexOutput>[] = [];
    for (let client = 0; client < 20; client++) {
      // They ask first and get the mutex last.
      const got = 1000 + 10 * client;
      short.push([{ kind: 'acquire', client }, null, client + 1, got]);
      short.push([{ kind: 'release', client }, null, got + 1, got + 2]);
    }
    for (let client = 20; client < 50; client++) {
      short.push([{ kind: 'acquire', client }, null, 10 * client, 10 * client + 1]);
      short.push([{ kind: 'release', client }, null, 10 * client + 2, 10 * client + 3]);
    }
    const { progress, steps } = search(mutexModel, short);
    expect(progress).toBe('ok');
    expect(steps).toBe(100);
  });

  it('goes on where it stopped', () => {
    const short: Short<KvInput, KvOutput>[] = Array.from('abcd', (letter, index) => {
      return [append(letter), null, index + 1, index + 101];
    });
    const { backwards: _, ...model } = kvModel;
    const history = [...short, [get, 'dcb', 201, 202] as const].map(
      ([input, output, calledAt, returnedAt]) => {
        return { client: 0, input, output, calledAt, returnedAt };
      },
    );
    const atOnce = new ObjectSearch(model, history, [0, 1, 2, 3, 4], { left: 1000 });
    expect(atOnce.run(10_000)).toBe('illegal');
    const inSteps = new ObjectSearch(model, history, [0, 1, 2, 3, 4], { left: 1000 });
    let calls = 0;
    while (inSteps.run(1) === 'going on') {
      calls++;
      expect(inSteps.steps).toBe(calls);
    }
    expect(inSteps.steps).toBe(atOnce.steps);
    expect(inSteps.run(1)).toBe('illegal');
  });
});
