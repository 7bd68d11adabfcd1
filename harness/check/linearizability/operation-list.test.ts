import { describe, expect, it } from 'vitest';
import { END, OperationList } from './operation-list.ts';

/** Calls as letters, returns as letters with a stroke. */
function tell({ next, called, returns }: OperationList): string {
  const words = [];
  for (let entry = next[END] as number; entry !== END; entry = next[entry] as number) {
    const operation = called[entry] as number;
    words.push(operation >= 0 ? 'abc'.charAt(operation) : `${'abc'.charAt(returns.indexOf(entry))}'`);
  }
  return words.join(' ');
}

describe('the list of operations', () => {
  const operation = (calledAt: number, returnedAt?: number) => ({
    client: 0,
    input: null,
    output: null,
    calledAt,
    returnedAt,
  });
  const history = [operation(4, 5), operation(1, 6), operation(9, 10), operation(3)];

  it('has calls and returns in order of time, and knows which operations they are', () => {
    const list = new OperationList(history, [0, 1, 3]);
    expect(tell(list)).toBe("a b c c' a'");
    expect([...list.places]).toEqual([1, 3, 0]);
    expect(list.returns[1]).toBe(END);
  });

  it('loses those that are lifted, and has them again when they are put back', () => {
    const list = new OperationList(history, [0, 1, 3]);
    list.lift(2);
    expect(tell(list)).toBe("a b a'");
    list.lift(0);
    expect(tell(list)).toBe('b');
    list.lift(1);
    expect(tell(list)).toBe('');
    list.putBack(1);
    list.putBack(0);
    expect(tell(list)).toBe("a b a'");
    list.putBack(2);
    expect(tell(list)).toBe("a b c c' a'");
  });
});
