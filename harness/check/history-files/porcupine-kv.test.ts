import { describe, expect, it } from 'vitest';
import { readPorcupineKv } from './porcupine-kv.ts';
import { linesOf } from './text-lines.ts';

interface Event {
  readonly process?: number | string;
  readonly type: string;
  readonly f: string;
  readonly key?: string;
  readonly value: string;
}

function lineOf({ process = 0, type, f, key = '"k"', value }: Event): string {
  return `{:process ${process}, :type :${type}, :f :${f}, :key ${key}, :value ${value}}`;
}

function read(...events: readonly Event[]): ReturnType<typeof readPorcupineKv> {
  return readPorcupineKv(linesOf(events.map(lineOf).join('\n')));
}

const GET = { type: 'invoke', f: 'get', value: 'nil' };
const PUT = { type: 'invoke', f: 'put', value: '"1"' };

describe("logs of Porcupine's key/value tests", () => {
  it('pair what began with what ended, in the order of the lines', () => {
    const operations = read(
      PUT,
      { ...GET, process: 1, key: '"x y"' },
      { ...PUT, type: 'ok' },
      { ...GET, process: 1, key: '"x y"', type: 'ok', value: '""' },
      { type: 'invoke', f: 'append', value: '"a \\"b\\" }"' },
    );
    expect(operations).toEqual([
      {
        client: 0,
        input: { kind: 'put', key: 'k', value: '1' },
        output: null,
        calledAt: 1,
        returnedAt: 3,
        calledOnLine: 1,
        returnedOnLine: 3,
      },
      {
        client: 1,
        input: { kind: 'get', key: 'x y' },
        output: '',
        calledAt: 2,
        returnedAt: 4,
        calledOnLine: 2,
        returnedOnLine: 4,
      },
      {
        client: 0,
        input: { kind: 'append', key: 'k', value: 'a "b" }' },
        output: undefined,
        calledAt: 5,
        returnedAt: undefined,
        calledOnLine: 5,
        returnedOnLine: undefined,
      },
    ]);
  });

  it('leave operations open of which nobody knows, and drop those that had no effect', () => {
    const operations = read(
      PUT,
      { ...PUT, process: 1 },
      { ...GET, process: 2 },
      { ...PUT, type: 'info', value: ':timed-out' },
      { ...PUT, process: 1, type: 'fail' },
      { ...GET, process: 2, type: 'fail', value: ':timed-out' },
    );
    expect(operations).toMatchObject([{ client: 0, output: undefined, returnedAt: undefined }]);
    expect(operations).toHaveLength(1);
  });

  it.each([
    [[{ ...GET, process: 'x' }], 1, 'a line such as {:process 0,'],
    [[{ ...GET, key: 'k' }], 1, 'a line such as'],
    [[{ ...GET, type: 'begin' }], 1, 'the :type :invoke, :ok, :fail or :info'],
    [[{ ...GET, f: 'delete' }], 1, 'the :f :get, :put or :append'],
    [[{ ...GET, value: '""' }], 1, ':value nil where a :get begins'],
    [[{ ...PUT, value: 'nil' }], 1, 'a text in quotes'],
    [[{ ...PUT, value: '1' }], 1, 'a text in quotes'],
    [[{ ...PUT, value: '"a" :value "b"' }], 1, 'a text in quotes'],
    [[{ ...PUT, value: '"\\q"' }], 1, 'a text in quotes with escapes'],
    [[GET, { ...GET, type: 'ok' }], 2, 'a text in quotes'],
    [[GET, GET], 2, 'process 0 to end its call of line 1 first'],
    [[{ ...GET, type: 'ok' }], 1, 'a call of process 0 before its end'],
    [[PUT, { ...PUT, type: 'ok', value: '"2"' }], 2, 'the :value of the call on line 1'],
    [[PUT, { ...PUT, type: 'ok', key: '"l"' }], 2, 'the :key of the call on line 1'],
    [[PUT, { ...PUT, type: 'ok', f: 'append' }], 2, 'the end of the :put of line 1'],
    [[PUT, { ...PUT, type: 'info' }, GET], 3, 'nothing more of process 0, which was given up on line 2'],
  ])('refuse %j', (events, line, expected) => {
    expect(() => read(...events)).toThrow(
      expect.objectContaining({
        name: 'MalformedHistory',
        line,
        expected: expect.stringContaining(expected),
      }),
    );
  });

  it('refuse a line that was cut', () => {
    const whole = lineOf(PUT);
    expect(() => readPorcupineKv(linesOf(whole.slice(0, -1)))).toThrow('a line such as');
  });
});
