import { describe, expect, it } from 'vitest';
import { MODEL_NAMES } from './json-forms.ts';
import { readLockstepJson } from './lockstep-json.ts';
import { linesOf } from './text-lines.ts';

const HEADER = '{"format":"lockstep-history","version":1,"model":"register"}';
const READ = '{"kind":"read"}';

const readAll = (...lines: readonly string[]) => readLockstepJson(linesOf(lines.join('\n')));
const read = (...lines: readonly string[]) => readAll(HEADER, ...lines).operations;

describe('operations in JSON', () => {
  it('have moments, and need not have returned', () => {
    const operations = read(
      '{"client":2,"input":{"kind":"cas","from":1,"to":2},"call":10}',
      '',
      '{"client":1,"input":{"kind":"write","value":1},"call":0.5,"return":10,"output":null}',
      '{"client":3,"input":{"kind":"read"},"call":11,"return":12,"output":2}',
      '{"client":3,"input":{"kind":"read"},"call":13,"return":null,"output":null}',
    );
    expect(operations).toEqual([
      {
        client: 1,
        input: { kind: 'write', value: 1 },
        output: null,
        calledAt: 0,
        returnedAt: 2,
        calledOnLine: 4,
        returnedOnLine: 4,
      },
      {
        client: 2,
        input: { kind: 'cas', from: 1, to: 2 },
        output: undefined,
        calledAt: 1,
        returnedAt: undefined,
        calledOnLine: 2,
        returnedOnLine: undefined,
      },
      {
        client: 3,
        input: { kind: 'read' },
        output: 2,
        calledAt: 3,
        returnedAt: 4,
        calledOnLine: 5,
        returnedOnLine: 5,
      },
      {
        client: 3,
        input: { kind: 'read' },
        output: undefined,
        calledAt: 5,
        returnedAt: undefined,
        calledOnLine: 6,
        returnedOnLine: undefined,
      },
    ]);
  });

  it.each([
    [`{"client":1,"input":${READ},"call":1,"return":2}`, '"output" to be an integer'],
    [`{"client":1,"input":${READ},"call":1,"output":2}`, 'a "return" where there is an "output"'],
    [
      `{"client":1,"input":${READ},"call":2,"return":1,"output":2}`,
      'a "return" that is not before the "call"',
    ],
    [`{"client":1,"input":${READ},"call":"2","return":1,"output":2}`, '"call" to be a number'],
    [`{"client":"a","input":${READ},"call":1}`, '"client" to be an integer'],
    [`{"client":1,"input":"read","call":1}`, '"input" to be an object'],
    [`{"client":1,"input":{},"call":1}`, '"input.kind" to be "read" or "write" or "cas"'],
    [`{"client":1,"input":${READ},"call":1,"result":2}`, 'no other fields than "client", "input", "output"'],
    [`{"client":1,"event":"call","input":${READ}}`, 'no other fields than'],
    ['{"client":1,"input":{"kind":"write","value":1,"key":"x"},"call":1}', '"input" to have no other fields'],
    [`{"client":1,"client":1,"input":${READ},"call":1}`, 'every field of an object once'],
    [`{"client":1,"input":${READ},"call":NaN}`, 'an object in JSON'],
  ])('are refused: %s', (line, expected) => {
    const good = `{"client":9,"input":${READ},"call":0}`;
    expect(() => read(good, line)).toThrow(
      expect.objectContaining({ line: 3, expected: expect.stringContaining(expected) }),
    );
  });
});

describe('events in JSON', () => {
  it('have an order, and may end in several ways', () => {
    const call = (client: number) => `{"client":${client},"event":"call","input":{"kind":"write","value":7}}`;
    const operations = read(
      call(1),
      call(2),
      call(3),
      '{"client":2,"event":"return","output":null}',
      '{"client":1,"event":"unknown"}',
      '{"client":3,"event":"failed"}',
      call(1),
      '{"client":1,"event":"return"}',
    );
    expect(operations.map(({ client, calledAt, returnedAt }) => [client, calledAt, returnedAt])).toEqual([
      [1, 1, undefined],
      [2, 2, 4],
      [1, 5, 6],
    ]);
  });

  it.each([
    ['{"client":1,"event":"return","output":1}', 'a call of client 1 before its end'],
    ['{"client":1,"event":"ok","output":1}', '"event" to be "call" or "return" or "unknown" or "failed"'],
    [`{"client":9,"event":"call","input":${READ}}`, 'client 9 to end its call of line 2 first'],
    ['{"client":9,"event":"return"}', '"output" to be an integer'],
    ['{"client":9,"event":"unknown","output":1}', 'the line to have no other fields than "client", "event"'],
    [`{"client":9,"event":"return","input":${READ}}`, 'the line to have no other fields'],
    [`{"client":1,"input":${READ},"call":1}`, '"event" to be "call" or'],
  ])('are refused: %s', (line, expected) => {
    expect(() => read(`{"client":9,"event":"call","input":${READ}}`, line)).toThrow(
      expect.objectContaining({ line: 3, expected: expect.stringContaining(expected) }),
    );
  });
});

describe('headers in JSON', () => {
  it.each([
    [
      `{"client":1,"input":${READ},"call":1}`,
      'the header {"format":"lockstep-history","version":1,"model":"…"}',
    ],
    ['{', 'the header'],
    [HEADER.replace('1', '2'), 'version 1'],
    [
      HEADER.replace('register', 'stack'),
      `"model" to be ${MODEL_NAMES.map((name) => `"${name}"`).join(' or ')}`,
    ],
    ['{"format":"lockstep-history","version":1}', '"model" to be'],
  ])('are refused: %s', (header, expected) => {
    expect(() => readAll(header)).toThrow(
      expect.objectContaining({ line: 1, expected: expect.stringContaining(expected) }),
    );
  });
});
