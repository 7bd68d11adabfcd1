import { describe, expect, it } from 'vitest';
import type { ModelName } from '../linearizability/models/index.ts';
import { JSON_FORMS, MODEL_NAMES } from './json-forms.ts';
import { parseObject } from './json-value.ts';

const CALLER = 5;

/** Of each model: input, output, and what they become if that is something else. */
const GOOD: Readonly<
  Record<ModelName, readonly (readonly [input: object, output: unknown, become?: object])[]>
> = {
  register: [
    [{ kind: 'read' }, null],
    [{ kind: 'read' }, -1],
    [{ kind: 'write', value: 3 }, null],
    [{ kind: 'cas', from: 3, to: 0 }, false],
  ],
  kv: [
    [{ kind: 'get', key: 'x' }, ''],
    [{ kind: 'put', key: 'x', value: 'ü' }, null],
    [{ kind: 'append', key: '', value: '' }, null],
  ],
  'versioned-kv': [
    [{ kind: 'get', key: 'x' }, null],
    [
      { kind: 'get', key: 'x' },
      { value: '1', version: 2 },
    ],
    [{ kind: 'put', key: 'x', value: '1', version: 0 }, 'ok'],
    [{ kind: 'put', key: 'x', value: '1', version: 0 }, 'wrong version'],
  ],
  mutex: [
    [{ kind: 'acquire' }, null, { input: { kind: 'acquire', client: CALLER } }],
    [{ kind: 'release', client: 8 }, null],
  ],
  queue: [
    [{ kind: 'enqueue', value: 1 }, null],
    [{ kind: 'dequeue' }, null],
    [{ kind: 'dequeue' }, 1],
  ],
  set: [
    [{ kind: 'add', element: 'a' }, true],
    [{ kind: 'remove', element: 'a' }, null, { output: undefined }],
    [{ kind: 'contains', element: 'a' }, false],
  ],
};

const BAD: readonly (readonly [ModelName, object, unknown, string])[] = [
  ['register', { kind: 'read' }, true, '"output" to be an integer'],
  ['register', { kind: 'read', value: 1 }, null, '"input" to have no other fields'],
  ['register', { kind: 'write', value: null }, null, '"input.value" to be an integer'],
  ['register', { kind: 'write', value: 1 }, 1, '"output" to be null'],
  ['register', { kind: 'cas', from: 1 }, true, '"input.to" to be an integer'],
  ['register', { kind: 'cas', from: 1, to: 2 }, null, '"output" to be true or false'],
  ['kv', { kind: 'get', key: 'x' }, null, '"output" to be a string'],
  ['kv', { kind: 'get', key: 1 }, '', '"input.key" to be a string'],
  ['kv', { kind: 'put', key: 'x', value: 1 }, null, '"input.value" to be a string'],
  ['kv', { kind: 'delete', key: 'x' }, null, '"input.kind" to be "get" or "put" or "append"'],
  ['versioned-kv', { kind: 'put', key: 'x', value: '1' }, 'ok', '"input.version" to be an integer'],
  [
    'versioned-kv',
    { kind: 'put', key: 'x', value: '1', version: 1 },
    true,
    '"output" to be "ok" or "wrong version"',
  ],
  ['versioned-kv', { kind: 'get', key: 'x' }, '1', '"output" to be an object'],
  ['versioned-kv', { kind: 'get', key: 'x' }, { value: '1' }, '"output.version" to be an integer'],
  ['mutex', { kind: 'lock' }, null, '"input.kind" to be "acquire" or "release"'],
  ['mutex', { kind: 'acquire' }, false, '"output" to be null'],
  ['queue', { kind: 'enqueue', value: 'a' }, null, '"input.value" to be an integer'],
  ['queue', { kind: 'dequeue' }, undefined, '"output" to be an integer'],
  ['queue', { kind: 'dequeue', value: 1 }, 1, '"input" to have no other fields'],
  ['set', { kind: 'contains', element: 'a' }, null, '"output" to be true or false'],
  ['set', { kind: 'add', element: 1 }, true, '"input.element" to be a string'],
];

function roundTrip(model: ModelName, input: object, output: unknown): object {
  const line = parseObject({ number: 1, text: JSON.stringify({ input, output }) });
  const form = JSON_FORMS[model];
  const read = form.readInput(line.field('input'), CALLER);
  return { input: read, output: form.readOutput(read, line.field('output')) };
}

describe.each(MODEL_NAMES)('%s in JSON', (model) => {
  it('reads what its objects do', () => {
    for (const [input, output, become] of GOOD[model]) {
      expect(roundTrip(model, input, output)).toEqual({ input, output, ...become });
    }
  });
});

describe('operations in JSON', () => {
  it.each(BAD)('of a %s are refused: %j %j', (model, input, output, expected) => {
    expect(() => roundTrip(model, input, output)).toThrow(expected);
  });
});
