import { expect, it } from 'vitest';
import type { Captured } from '../../../trace/captured.ts';
import type { TraceMessage } from '../../../trace/trace.ts';
import { commandWords, longSaying, shortSaying } from './message-saying.ts';

const message = (payload: Captured): TraceMessage => ({
  id: 9,
  kind: 'request',
  from: 0,
  to: 1,
  method: 'x',
  payload,
  bytes: 1,
  sentAtMs: 0,
  sent: 0,
  fate: { kind: 'under-way' },
});

it.each<[string, Captured, string]>([
  ['Raft', { term: 4, prevLogIndex: 6, entries: [1, 2] }, 't4 +2'],
  [
    'texts without their names, all else with them',
    { kind: 'map', index: 3, input: 'in-3.txt' },
    'map, index 3, in-3.txt',
  ],
  ['a list of one object', [{ key: 'a', value: 1, isNew: true }], 'a, value 1, isNew true'],
  ['what is empty or missing', { text: '', next: null, gone: { $: 'undefined' } }, '"", next null'],
  [
    'how many there are',
    { names: ['a', 'b'], of: { $: 'Map', size: 7, entries: {} }, at: { x: 1 } },
    'names ×2, of ×7, at {x 1}',
  ],
  [
    'an operation',
    {
      clerk: '1e420d58-fb44-4883-a426-f2fcf656b264',
      sequence: 7,
      operation: { kind: 'put', key: 'k', n: 1, at: { x: 1 } },
    },
    '{put k n 1 at {…}}, sequence 7',
  ],
  ['line breaks', { text: 'a 1\nb 2\n' }, 'a 1\\nb 2\\n'],
  ['a long text', { text: 'x'.repeat(90) }, `${'x'.repeat(24)}…`],
  ['a value by itself', 'hello', '"hello"'],
  ['nothing', null, ''],
  ['no fields', {}, ''],
])('says of a message: %s', (_, payload, text) => {
  expect(shortSaying(message(payload))).toBe(text);
});

it('says more in a line than on an arrow', () => {
  const payload = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, name.repeat(14)]));
  expect(shortSaying(message(payload))).toBe(`${'a'.repeat(14)}, ${'b'.repeat(14)}, ccc…`);
  expect(longSaying(message(payload))).toMatch(/d{14}$/);
});

it('leaves out ids where there is little room', () => {
  const payload = { clerk: '1e420d58-fb44-4883-a426-f2fcf656b264', sequence: 7 };
  expect(shortSaying(message(payload))).toBe('sequence 7');
  expect(longSaying(message(payload))).toBe('1e42…, sequence 7');
});

it.each<[Captured, string | undefined]>([
  [{ clerk: '1e420d58-fb44-4883-a426-f2fcf656b264', operation: { kind: 'get', key: 'x' } }, 'get x'],
  [{ kind: 'configure', config: { number: 3 } }, 'configure'],
  [{ at: 1 }, undefined],
  ['x', undefined],
])('finds words in the command %j', (command, words) => {
  expect(commandWords(command)).toBe(words);
});
