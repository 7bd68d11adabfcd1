import { describe, expect, it } from 'vitest';
import { Random } from '../../../../labrpc/sim/random.ts';
import { allWorkloads, type Workload } from '../generate/workloads.ts';
import { ANY_STATE, type Model } from '../model.ts';
import { MODELS } from './index.ts';

/** An object of one key, so that its state is that of the model. */
const WORKLOADS = allWorkloads({ keys: 1, values: 3, reads: 0.4, appends: 0.6 });
const SEQUENCES = 40;
const LENGTH = 12;

interface Step {
  readonly before: unknown;
  readonly input: unknown;
  readonly output: unknown;
  readonly after: unknown;
}

/** One operation after the other: what they give is the object's, the states are the model's. */
function* steps({ model, object, input }: Workload, seed: number): Generator<Step> {
  const random = new Random('models', model.name, seed);
  let whole = object.initial;
  let before = model.initial;
  for (let turn = 0; turn < LENGTH; turn++) {
    const client = random.integer(0, 1);
    const operation = input(random, { client, callsOfClient: random.integer(0, 1), callsOfAll: turn }, whole);
    const next = object.apply(whole, operation);
    if (!next) {
      expect(model.step(before, operation, undefined)).toBeUndefined();
      continue;
    }
    const after = model.step(before, operation, next.output);
    yield { before, input: operation, output: next.output, after };
    whole = next.state;
    before = after;
  }
}

function everyStep(workload: Workload): Step[] {
  return Array.from({ length: SEQUENCES }, (_, seed) => [...steps(workload, seed)]).flat();
}

describe.each(WORKLOADS.map((workload) => ({ name: workload.model.name, workload })))(
  '$name',
  ({ workload }) => {
    const model: Model<unknown, unknown, unknown> = workload.model;
    const all = everyStep(workload);
    const same = (one: unknown, other: unknown) => Object.is(model.key(one), model.key(other));
    const states = [...new Map(all.map(({ after }) => [model.key(after), after])).values()];

    it('is listed by its name', () => {
      expect(MODELS[model.name as keyof typeof MODELS]).toBe(model);
    });

    it('does what the object does, and allows no other output', () => {
      const outputs = [...new Set(all.map(({ output }) => output)), 'nonsense', 4711, true, false];
      for (const { before, input, output, after } of all) {
        expect(after).toBeDefined();
        expect(same(model.step(before, input, undefined), after)).toBe(true);
        for (const other of outputs) {
          const isIt = JSON.stringify(other) === JSON.stringify(output);
          expect(model.step(before, input, other) !== undefined).toBe(isIt);
        }
      }
    });

    it('calls read-only what leaves every state as it is, and nothing else', () => {
      for (const { input, output } of all) {
        const isReadOnly = states.every((state) => {
          const after = model.step(state, input, output);
          return after === undefined || same(after, state);
        });
        if (model.isReadOnly(input, output)) expect(isReadOnly).toBe(true);
      }
      const readOnly = all.filter(({ input, output }) => model.isReadOnly(input, output));
      expect(readOnly.length > 0).toBe(model.name !== 'mutex');
    });

    it('tells backwards only what holds', () => {
      const { backwards } = model;
      expect(backwards !== undefined).toBe(['register', 'kv'].includes(model.name));
      if (!backwards) return;
      for (const { input, output } of all.slice(0, 400)) {
        for (const seen of [output, undefined]) {
          const required = backwards.required(input, seen);
          const isBlind = backwards.isBlind(input, seen);
          for (const state of states) {
            const after = model.step(state, input, seen);
            if (required !== undefined) expect(after !== undefined).toBe(same(state, required));
            if (isBlind) expect(after).toBeDefined();
            if (after === undefined) continue;
            const origin = backwards.before(after, input, seen);
            if (isBlind) expect(origin).toBeDefined();
            if (same(state, after)) continue;
            expect(origin === ANY_STATE || same(origin, state)).toBe(true);
            if (origin !== ANY_STATE) continue;
            expect(states.every((other) => same(model.step(other, input, seen), after))).toBe(true);
          }
        }
      }
    });

    it('describes operations and states', () => {
      const described = all.map(({ input, output }) => model.describe(input, output));
      const distinct = new Set(all.map(({ input, output }) => JSON.stringify([input, output])));
      expect(new Set(described).size).toBe(distinct.size);
      expect(new Set(states.map((state) => model.describeState(state))).size).toBe(states.length);
      for (const { input } of all) expect(model.describe(input, undefined)).toMatch(/^[\w]+\(.*\)/);
    });
  },
);

describe('a put that names a version of a key that was never written', () => {
  const versioned = MODELS['versioned-kv'];
  const put = { kind: 'put', key: 'x', value: 'a', version: 2 } as const;
  const nothing = { value: '', version: 0 };

  it('may say that there is no key, or that the version is wrong', () => {
    expect(versioned.step(nothing, put, 'no key')).toBe(nothing);
    expect(versioned.step(nothing, put, 'wrong version')).toBe(nothing);
    expect(versioned.isReadOnly(put, 'no key')).toBe(true);
    expect(versioned.describe(put, 'no key')).toBe('put("x", "a", version 2) gives "no key"');
  });

  it('may not say so if there is one, or if it names none', () => {
    expect(versioned.step({ value: 'b', version: 1 }, put, 'no key')).toBeUndefined();
    expect(versioned.step({ value: 'b', version: 2 }, put, 'no key')).toBeUndefined();
    expect(versioned.step(nothing, { ...put, version: 0 }, 'no key')).toBeUndefined();
  });
});

describe('descriptions', () => {
  it('read like calls', () => {
    const { kv, queue, register, set, mutex } = MODELS;
    const versioned = MODELS['versioned-kv'];
    expect(kv.describe({ kind: 'get', key: 'x' }, '1')).toBe('get("x") gives "1"');
    expect(kv.describe({ kind: 'get', key: 'x' }, undefined)).toBe('get("x")');
    expect(kv.describe({ kind: 'append', key: 'x', value: '1' }, null)).toBe('append("x", "1")');
    expect(register.describe({ kind: 'read' }, null)).toBe('read() gives nothing');
    expect(register.describe({ kind: 'cas', from: 1, to: 2 }, false)).toBe('cas(1 → 2) fails');
    expect(queue.describe({ kind: 'dequeue' }, null)).toBe('dequeue() gives nothing');
    expect(queue.describeState([1, 2])).toBe('[1, 2]');
    expect(set.describe({ kind: 'add', element: 'x' }, true)).toBe('add("x") gives true');
    expect(mutex.describe({ kind: 'acquire', client: 3 }, null)).toBe('acquire() for 3');
    const put = { kind: 'put', key: 'x', value: 'a', version: 2 } as const;
    expect(versioned.describe(put, 'wrong version')).toBe('put("x", "a", version 2) gives "wrong version"');
    expect(versioned.describe({ kind: 'get', key: 'x' }, null)).toBe('get("x") gives nothing');
    expect(versioned.describeState({ value: 'a', version: 3 })).toBe('"a" at version 3');
  });

  it('show long values by their ends', () => {
    const text = MODELS.kv.describeState(`${'a'.repeat(100)}"${'b'.repeat(100)}`);
    expect(text).toBe(`"${'a'.repeat(24)}…${'b'.repeat(24)}" (201 characters)`);
  });
});
