import { describe, expect, it } from 'vitest';
import { checkStampOrder, type StampOfEvent, stampOrder } from './stamp-order.ts';

const STAMPS: readonly StampOfEvent[] = [
  { time: 9, process: 10 },
  { time: 9, process: 9 },
  { time: 10, process: 0 },
  { time: 9, process: 10 },
];

/** What a function says of all pairs. */
function table(compare: (a: StampOfEvent, b: StampOfEvent) => unknown): unknown[][] {
  return STAMPS.map((a) => STAMPS.map((b) => compare(a, b)));
}

describe('the total order of stamps', () => {
  it('is by time, and then by process', () => {
    expect([...STAMPS].sort(stampOrder).map(({ time, process }) => `${time}.${process}`)).toEqual([
      '9.9',
      '9.10',
      '9.10',
      '10.0',
    ]);
  });

  it('accepts any numbers of the right sign', () => {
    expect(() => checkStampOrder(STAMPS, table(stampOrder))).not.toThrow();
    expect(() =>
      checkStampOrder(
        STAMPS,
        table((a, b) => -Math.sign(stampOrder(b, a))),
      ),
    ).not.toThrow();
  });

  it('says what is wrong with equal times, other times and equal stamps', () => {
    expect(() =>
      checkStampOrder(
        STAMPS,
        table((a, b) => a.time - b.time),
      ),
    ).toThrow(
      'compareStamps({ time: 9, process: 10 }, { time: 9, process: 9 }) gave 0, and must give a positive ' +
        'number: of equal times that of process 9 comes before that of process 10',
    );
    expect(() =>
      checkStampOrder(
        STAMPS,
        table((a, b) => b.time - a.time || stampOrder(a, b)),
      ),
    ).toThrow(
      'compareStamps({ time: 9, process: 10 }, { time: 10, process: 0 }) gave 1, and must give a negative ' +
        'number: time 9 comes before time 10',
    );
    expect(() =>
      checkStampOrder(
        STAMPS,
        table((a, b) => stampOrder(a, b) || -1),
      ),
    ).toThrow('gave -1, and must give 0: the two are equal');
  });

  it('takes nothing but numbers', () => {
    for (const given of [Number.NaN, undefined, false, '1']) {
      expect(() =>
        checkStampOrder(
          STAMPS,
          table(() => given),
        ),
      ).toThrow(`gave ${given}, and must give 0`);
    }
  });
});
