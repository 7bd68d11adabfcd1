import { describe, expect, it } from 'vitest';
import { orderByMoments, type TimedOperation } from './timed-operations.ts';

let line = 0;
const timed = (client: number, call: number, end?: number): TimedOperation<string, null> => {
  line += 1;
  return { line, client, input: `${call}`, output: null, call, return: end };
};

const ordered = (...operations: readonly TimedOperation<string, null>[]) =>
  orderByMoments(operations).map(({ input, calledAt, returnedAt }) => [input, calledAt, returnedAt]);

describe('operations with moments', () => {
  it('are put in order, wherever they stand', () => {
    expect(ordered(timed(1, 3.5, 4), timed(2, -1, 3.25), timed(1, 0, 1))).toEqual([
      ['-1', 0, 3],
      ['0', 1, 2],
      ['3.5', 4, 5],
    ]);
  });

  it('overlap if their moments are equal', () => {
    expect(ordered(timed(1, 0, 5), timed(2, 5, 9), timed(3, 5, 5))).toEqual([
      ['0', 0, 3],
      ['5', 1, 5],
      ['5', 2, 4],
    ]);
  });

  it('may never return, and then do not keep their client', () => {
    expect(ordered(timed(1, 0), timed(1, 1, 2))).toEqual([
      ['0', 0, undefined],
      ['1', 1, 2],
    ]);
  });

  it('are refused if a client does two at a time', () => {
    const first = timed(1, 0, 10);
    const lost = timed(1, 1);
    const second = timed(1, 9, 11);
    expect(() => ordered(second, first)).toThrow(
      expect.objectContaining({
        line: second.line,
        expected: `client 1 to wait for its operation of line ${first.line} (until 10)`,
        found: 'a call at 9',
      }),
    );
    expect(() => ordered(first, lost)).toThrow('found a call at 1');
    expect(ordered(first, timed(1, 10, 11))).toHaveLength(2);
  });
});
