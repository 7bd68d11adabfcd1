import { describe, expect, it } from 'vitest';
import { VectorEvents } from './vector-events.ts';

describe('events with vectors', () => {
  it('pass if the vectors are ordered as the events are', () => {
    const events = new VectorEvents(3);
    events.happens(0, 'sends', [1, 0, 0]);
    events.sends(0, 7);
    events.happens(2, 'local', [0, 0, 1]);
    events.receives(1, 7, 'receives', [1, 1, 0]);
    // A copy is an event as well.
    events.receives(1, 7, 'receives', [1, 2, 0]);
    expect(events.pairs).toEqual({ ordered: 3, concurrent: 3 });
    expect(events.latestOf(1)?.vector).toEqual([1, 2, 0]);
  });

  it('name the messages that lead from one event to another whose vector is not greater', () => {
    const events = new VectorEvents(3);
    events.happens(0, 'local', [1, 0, 0]);
    events.happens(0, 'sends', [2, 0, 0]);
    events.sends(0, 1);
    events.receives(1, 1, 'receives', [2, 1, 0]);
    events.happens(1, 'sends', [2, 2, 0]);
    events.sends(1, 2);
    const receive = () => events.receives(2, 2, 'receives', [0, 2, 1]);
    expect(receive).toThrow(
      "process 0's event 1 (local), with [1,0,0], happened before process 2's event 1 (receives), with " +
        '[0,2,1]: by the messages process 0 → process 1, process 1 → process 2. But these vectors are concurrent',
    );
  });

  it('say so where both events are in one process', () => {
    const events = new VectorEvents(2);
    events.happens(0, 'local', [1, 0]);
    expect(() => events.happens(0, 'local', [1, 0])).toThrow(
      'both are in one process. But these vectors are equal',
    );
  });

  it('fail if concurrent events have ordered or equal vectors', () => {
    for (const [vector, told] of [
      [[2, 1], 'ordered, the first before the second'],
      [[0, 0], 'ordered, the second before the first'],
      [[1, 0], 'equal'],
    ] as const) {
      const events = new VectorEvents(2);
      events.happens(0, 'local', [1, 0]);
      expect(() => events.happens(1, 'local', vector)).toThrow(`But these vectors are ${told}`);
    }
  });
});
