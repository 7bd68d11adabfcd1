import { describe, expect, it } from 'vitest';
import { readJepsen } from './jepsen.ts';
import { linesOf } from './text-lines.ts';

/** A log of these events, each without what all lines begin with. */
function read(...events: readonly string[]): ReturnType<typeof readJepsen> {
  return readJepsen(linesOf(events.map((event) => `INFO  jepsen.util - ${event}\n`).join('')));
}

describe('logs of Jepsen', () => {
  it('pair what began with what ended, in the order of the lines', () => {
    const operations = read(
      '0\t:invoke\t:write\t4',
      '11   :invoke  :cas   [4 -2]',
      '0\t:ok\t:write\t4',
      '3\t:invoke\t:read\tnil',
      '11\t:ok\t:cas\t[4  -2]',
      '3\t:ok\t:read\t-2',
      '0\t:invoke\t:cas\t[9 9]',
      '0\t:fail\t:cas\t[9 9]',
    );
    expect(operations).toEqual([
      {
        client: 0,
        input: { kind: 'write', value: 4 },
        output: null,
        calledAt: 1,
        returnedAt: 3,
        calledOnLine: 1,
        returnedOnLine: 3,
      },
      {
        client: 11,
        input: { kind: 'cas', from: 4, to: -2 },
        output: true,
        calledAt: 2,
        returnedAt: 5,
        calledOnLine: 2,
        returnedOnLine: 5,
      },
      {
        client: 3,
        input: { kind: 'read' },
        output: -2,
        calledAt: 4,
        returnedAt: 6,
        calledOnLine: 4,
        returnedOnLine: 6,
      },
      {
        client: 0,
        input: { kind: 'cas', from: 9, to: 9 },
        output: false,
        calledAt: 7,
        returnedAt: 8,
        calledOnLine: 7,
        returnedOnLine: 8,
      },
    ]);
  });

  it('leave operations open of which nobody knows, and drop those that had no effect', () => {
    const operations = read(
      '0 :invoke :write 1',
      '1 :invoke :cas [1 2]',
      '2 :invoke :read nil',
      '3 :invoke :write 5',
      '0 :info :write :timed-out',
      '1 :info :cas :timed-out',
      '2 :fail :read :timed-out',
      '3 :fail :write 5',
      ':nemesis :info :start nil',
      '2 :invoke :read nil',
    );
    expect(operations.map(({ client, returnedAt, output }) => ({ client, returnedAt, output }))).toEqual(
      [0, 1, 2].map((client) => ({ client, returnedAt: undefined, output: undefined })),
    );
  });

  it('read nil where nothing was ever written', () => {
    expect(read('0 :invoke :read nil', '0 :ok :read nil')[0]?.output).toBe(null);
  });

  it.each([
    [['0 :invoke :read'], 1, 'INFO jepsen.util - PROCESS :TYPE :FUNCTION VALUE'],
    [['zero :invoke :read nil'], 1, 'INFO jepsen.util - PROCESS'],
    [['0 :begin :read nil'], 1, ':invoke, :ok, :fail or :info'],
    [['0 :invoke :swap 1'], 1, ':read, :write or :cas'],
    [['0 :invoke :read 1'], 1, 'nil as the value of a :read that begins'],
    [['0 :invoke :write x'], 1, 'an integer'],
    [['0 :invoke :write NaN'], 1, 'an integer'],
    [['0 :invoke :write 1.5'], 1, 'an integer'],
    [['0 :invoke :write nil'], 1, 'an integer'],
    [['0 :invoke :write 9007199254740993'], 1, 'an integer between -2^53 and 2^53'],
    [['0 :invoke :cas [1]'], 1, 'the value of a :cas as [FROM TO]'],
    [['0 :invoke :cas [1 2'], 1, 'the value of a :cas as [FROM TO]'],
    [['0 :invoke :read nil', '0 :ok :read true'], 2, 'an integer'],
    [['0 :invoke :read nil', '0 :fail :read 3'], 2, 'nil or a reason such as :timed-out'],
    [['0 :invoke :read nil', '0 :invoke :read nil'], 2, 'process 0 to end its call of line 1 first'],
    [['0 :invoke :read nil', '1 :ok :read 3'], 2, 'a call of process 1 before its end'],
    [
      ['0 :invoke :write 1', '0 :ok :write 1', '0 :ok :write 1'],
      3,
      'a call of process 0 before its end (its last one ended on line 2)',
    ],
    [['0 :invoke :write 1', '0 :ok :write 2'], 2, 'the value of the call on line 1'],
    [['0 :invoke :write 12', '0 :ok :write 1'], 2, 'the value of the call on line 1'],
    [['0 :invoke :cas [1 2]', '0 :ok :cas [2 1]'], 2, 'the value of the call on line 1'],
    [['0 :invoke :cas [1 2]', '0 :fail :cas :timed-out'], 2, 'the value of a :cas as [FROM TO]'],
    [['0 :invoke :write 1', '0 :ok :read 1'], 2, 'the end of the :write of line 1'],
    [
      ['0 :invoke :write 1', '0 :info :write :timed-out', '0 :invoke :read nil'],
      3,
      'nothing more of process 0, which was given up on line 2',
    ],
  ])('refuse %j', (events, line, expected) => {
    expect(() => read(...events)).toThrow(
      expect.objectContaining({
        name: 'MalformedHistory',
        line,
        expected: expect.stringContaining(expected),
      }),
    );
  });
});
