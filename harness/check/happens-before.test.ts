import { describe, expect, it } from 'vitest';
import { chainText, HappensBefore, happenedBefore } from './happens-before.ts';

describe('happens before', () => {
  it('orders what happens in one process, and nothing before itself', () => {
    const order = new HappensBefore(2);
    const first = order.event(0);
    const second = order.event(0);
    expect(happenedBefore(first, second)).toBe(true);
    expect(happenedBefore(second, first)).toBe(false);
    expect(happenedBefore(first, first)).toBe(false);
  });

  it('knows nothing of the order of processes that do not talk', () => {
    const order = new HappensBefore(2);
    const here = order.event(0);
    const there = order.event(1);
    expect(happenedBefore(here, there)).toBe(false);
    expect(happenedBefore(there, here)).toBe(false);
  });

  it('goes along messages, also by way of a third process', () => {
    const order = new HappensBefore(3);
    const asked = order.event(0);
    order.sends(0, 7);
    const later = order.event(0);
    order.receives(1, 7);
    order.sends(1, 8);
    const answered = order.receives(2, 8);
    expect(happenedBefore(asked, answered)).toBe(true);
    expect(happenedBefore(later, answered)).toBe(false);
    expect(happenedBefore(answered, asked)).toBe(false);
    expect(chainText(asked, answered)).toBe('by the messages process 0 → process 1, process 1 → process 2');
    expect(chainText(asked, later)).toBe('both are in one process');
  });

  it('takes a copy of a message like the message', () => {
    const order = new HappensBefore(2);
    const asked = order.event(0);
    order.sends(0, 1);
    const first = order.receives(1, 1);
    const again = order.receives(1, 1);
    expect(happenedBefore(asked, again)).toBe(true);
    expect(happenedBefore(first, again)).toBe(true);
  });

  it('refuses a message that nobody sent, and a process that there is not', () => {
    const order = new HappensBefore(1);
    expect(() => order.receives(0, 3)).toThrow('message 3 was never sent');
    expect(() => order.event(1)).toThrow('there is no process 1');
  });
});
