import { describe, expect, it } from 'vitest';
import { type ClockReading, LamportTimes } from './lamport-times.ts';

function reading(kind: ClockReading['kind'], before: unknown, given: unknown, after: unknown = given) {
  return { kind, before, given, after };
}

describe('times of a Lamport clock', () => {
  it('may leap, and may be equal where events are concurrent', () => {
    const times = new LamportTimes(2);
    times.happens(0, reading('local', 0, 40));
    times.happens(1, reading('local', 0, 40));
    times.happens(0, reading('sends', 40, 41));
    times.left(0, 7);
    times.comes(1, 7);
    times.happens(1, reading('receives', 40, 42));
    // The local events are before what follows in their processes, the sending before the receipt.
    expect(times.checkAllPairs()).toBe(4);
    expect(times.stamps.at(-1)).toEqual({ time: 42, process: 1 });
  });

  it('grow within a process', () => {
    const times = new LamportTimes(1);
    times.happens(0, reading('local', 0, 3));
    expect(() => times.happens(0, reading('local', 3, 3))).toThrow(
      'event 2 of process 0 (local) has time 3, but event 1 of process 0 (local) happened before it and ' +
        'has time 3: it must be greater',
    );
  });

  it('grow along a message, and along a copy of it', () => {
    for (const comesAt of [5, 4]) {
      const times = new LamportTimes(2);
      times.happens(0, reading('sends', 0, 5));
      times.left(0, 1);
      times.comes(1, 1);
      expect(() => times.happens(1, reading('receives', 0, comesAt))).toThrow(
        `event 1 of process 1 (receives) has time ${comesAt}, but event 1 of process 0 (sends) happened before it`,
      );
    }
    const times = new LamportTimes(2);
    times.happens(0, reading('sends', 0, 5));
    times.left(0, 1);
    times.comes(1, 1);
    times.happens(1, reading('receives', 0, 6));
    times.comes(1, 1);
    expect(() => times.happens(1, reading('receives', 6, 6))).toThrow('event 2 of process 1 (receives)');
  });

  it('are 0 before the first event, and otherwise those of the last one', () => {
    expect(() => new LamportTimes(1).happens(0, reading('local', 1, 2))).toThrow(
      'must be 0 before the first event',
    );
    const times = new LamportTimes(1);
    times.happens(0, reading('local', 0, 1));
    expect(() => times.happens(0, reading('local', 2, 3))).toThrow('must be the time of the last event, 1');
  });

  it('are whole numbers above 0, and what the clock shows afterwards', () => {
    for (const given of [0, -1, 1.5, Number.NaN, undefined, '1', 2 ** 53]) {
      const times = new LamportTimes(1);
      expect(() => times.happens(0, reading('local', 0, given))).toThrow(`tick gave ${given} for event 1`);
    }
    expect(() => new LamportTimes(1).happens(0, reading('local', 0, 1, 2))).toThrow(
      "tick gave 1 for event 1 of process 0 (local), and the clock's time is 2 after it",
    );
  });
});
