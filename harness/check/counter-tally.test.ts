import { describe, expect, it } from 'vitest';
import { CounterTally } from './counter-tally.ts';

/** A tally of a run in which one increment was asked for, counted and answered. */
function afterOne(): CounterTally {
  const tally = new CounterTally();
  tally.counterIs(0);
  const first = tally.askIncrement('client 0');
  tally.counterIs(1);
  tally.incremented(first, 1);
  return tally;
}

describe('the counter', () => {
  it('may be anything from what was answered to what was asked for', () => {
    const tally = afterOne();
    tally.askIncrement('client 0');
    tally.askIncrement('client 1');
    for (const value of [1, 2, 3]) tally.counterIs(value);
    tally.serverCrashed();
    tally.counterIs(1);
    expect(tally).toMatchObject({ asked: 3, answered: 1 });
  });

  it('is never higher', () => {
    expect(() => afterOne().counterIs(2)).toThrow(
      'the counter is at 2, but only 1 increment was asked for: one was counted twice',
    );
    expect(() => afterOne().counterIs(3)).toThrow('2 too many were counted');
  });

  it('is never lower, also when a crash hid it for a while', () => {
    const tally = afterOne();
    const second = tally.askIncrement('client 0');
    tally.serverCrashed();
    tally.incremented(second, 2);
    expect(() => tally.counterIs(1)).toThrow('the counter is at 1, but 2 increments have been answered');
  });

  it.each([undefined, '1', 1.5, -1, null])('is no %s', (value) => {
    expect(() => afterOne().counterIs(value)).toThrow("the server's value must be a whole number");
  });
});

describe('an answer', () => {
  it('is a value that no other increment has made', () => {
    const tally = afterOne();
    const own = tally.askIncrement('client 0');
    const other = tally.askIncrement('client 1');
    tally.counterIs(3);
    tally.incremented(other, 3);
    expect(() => tally.incremented(own, 3)).toThrow(
      "client 0's increment gave 3, and so did one of client 1: each makes another value",
    );
  });

  it('is a value that was possible between question and answer', () => {
    const tally = afterOne();
    const second = tally.askIncrement('client 0');
    tally.counterIs(2);
    expect(() => tally.incremented(second, 3)).toThrow('and can only have made the counter 2');
    expect(() => tally.incremented(second, 0)).toThrow('and can only have made the counter 2');
    expect(() => tally.incremented(second, undefined)).toThrow(
      'must resolve to a whole number, and gave undefined',
    );
  });

  it('shows to readers what was possible meanwhile', () => {
    const tally = afterOne();
    const read = tally.askRead('client 1');
    tally.askIncrement('client 0');
    for (const value of [1, 2]) tally.wasRead(read, value);
    for (const value of [0, 3, '1']) {
      expect(() => tally.wasRead(read, value)).toThrow('the counter can only have been 1 to 2');
    }
  });
});
