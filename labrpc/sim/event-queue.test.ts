import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';

// The same values at every run.
fc.configureGlobal({ seed: 4217 });

const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 });

interface Scheduled {
  readonly atMs: number;
  readonly sequence: number;
}

/** The next event, which must be the one that was pushed with what the queue says of it. */
function pop(queue: EventQueue<Scheduled>): Scheduled | undefined {
  const event = queue.pop();
  if (event) expect(event).toEqual({ atMs: queue.atMs, sequence: queue.sequence });
  return event;
}

function drain(queue: EventQueue<Scheduled>): Scheduled[] {
  const events: Scheduled[] = [];
  for (let event = pop(queue); event; event = pop(queue)) events.push(event);
  return events;
}

describe('EventQueue', () => {
  it('gives events by time, and those of one time in the order in which they were scheduled', () => {
    fc.assert(
      fc.property(times, (list) => {
        const queue = new EventQueue<Scheduled>();
        const events = list.map((atMs, sequence) => ({ atMs, sequence }));
        for (const event of events) queue.push(event.atMs, event.sequence, event);
        expect(queue.size).toBe(list.length);
        expect(drain(queue)).toEqual([...events].sort((a, b) => a.atMs - b.atMs || a.sequence - b.sequence));
        expect(queue.size).toBe(0);
      }),
    );
  });

  it('stays in order when pushes and pops alternate', () => {
    const steps = fc.array(fc.option(fc.integer({ min: 0, max: 9 })), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (list) => {
        const queue = new EventQueue<Scheduled>();
        const model: Scheduled[] = [];
        for (const [sequence, atMs] of list.entries()) {
          if (atMs === null) {
            model.sort((a, b) => a.atMs - b.atMs || a.sequence - b.sequence);
            expect(pop(queue)).toEqual(model.shift());
          } else {
            model.push({ atMs, sequence });
            queue.push(atMs, sequence, { atMs, sequence });
          }
        }
      }),
    );
  });

  it('gives undefined when it is empty', () => {
    expect(new EventQueue<Scheduled>().pop()).toBeUndefined();
  });
});
