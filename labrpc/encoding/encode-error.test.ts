import { expect, test } from 'vitest';
import { decode, EncodeError, encode } from '../encoding.ts';

class Entry {
  readonly term = 1;
}

const command = () => 'run';
const cyclic: { entries: object[] } = { entries: [] };
cyclic.entries.push({ next: cyclic });
const deep = JSON.parse(`${'['.repeat(501)}${']'.repeat(501)}`);

test.each<[string, unknown]>([
  ['the value is a function', command],
  ['entries[3].command is a function', { entries: [1, 2, 3, { command }] }],
  ['["a b"][0]["1"] is a symbol', { 'a b': [{ 1: Symbol('x') }] }],
  ['reply is a Promise; did you forget to await it?', { reply: Promise.resolve() }],
  ['sessions.get("c1").command is a function', { sessions: new Map([['c1', { command }]]) }],
  ['keys()[1].command is a function', new Map([[{}, 1] as const, [{ command }, 2] as const])],
  ['values()[0] is a function', new Map([[{}, command]])],
  ['values()[1] is a function', new Set([1, command])],
  ['[0] is an instance of Entry', [new Entry()]],
  ['the value is an instance of a class without a name', new (class extends Map {})()],
  ['error is an error (RangeError)', { error: new RangeError('far') }],
  ['pattern is an instance of RegExp', { pattern: /x/ }],
  ['words is of class Uint16Array', { words: new Uint16Array(2) }],
  ['buffer is of class ArrayBuffer', { buffer: new ArrayBuffer(2) }],
  ['boxed is a Number object', { boxed: Object(1) }],
  ['a has a symbol as a key, Symbol(hidden)', { a: { [Symbol('hidden')]: 1 } }],
  ['fake is an instance of Map', { fake: Object.create(Map.prototype) }],
  ['state.entries[0].next is a cycle: it is state again', { state: cyclic }],
  ['entries[0].next is a cycle: it is the value again', cyclic],
  ['[0][0][0][0][0][0][0][0][0][0]… lies more than 500 levels deep', deep],
])('%s', (message, value) => {
  expect(() => encode(value)).toThrow(EncodeError);
  expect(() => encode(value)).toThrow(`encode: ${message}`);
});

test('as deep as allowed, both ways', () => {
  const value = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`);
  expect(encode(decode(encode(value)))).toEqual(encode(value));
});

test('a wide cycle is found early', () => {
  const node: { blob: Uint8Array; self?: object } = { blob: new Uint8Array(1_000_000) };
  node.self = node;
  expect(() => encode(node)).toThrow('self is a cycle');
});

test('nothing is left of a value that failed halfway', () => {
  const expected = encode({ term: 1 });
  const failing = {
    first: 'written',
    list: [
      {
        get second(): never {
          throw new Error('from the getter');
        },
      },
    ],
  };
  expect(() => encode(failing)).toThrow('from the getter');
  expect(() => encode({ a: [[command]] })).toThrow('a[0][0] is a function');
  expect(encode({ term: 1 })).toEqual(expected);
  expect(() => encode([command])).toThrow('encode: [0] is a function');
});

test('a getter may encode, succeed or fail, in the middle of another value', () => {
  const value = {
    before: 1,
    nested: {
      get inner() {
        return encode({ big: 'x'.repeat(200_000) }).length;
      },
      get failed() {
        try {
          return encode({ deep: [command] });
        } catch (error) {
          return (error as Error).message;
        }
      },
    },
    after: 2,
  };
  const copy = decode<{ nested: { failed: string } }>(encode(value));
  expect(copy).toEqual({ before: 1, nested: { inner: 200_008, failed: expect.any(String) }, after: 2 });
  expect(copy.nested.failed).toContain('encode: deep[0] is a function');
});

test('a Map that changes while it is read is an error, not wrong bytes', () => {
  const map = new Map<string, unknown>();
  map.set('a', {
    get grow() {
      map.set('b', 1);
      return 1;
    },
  });
  expect(() => encode({ map })).toThrow('map changed while it was being encoded');
});
