import { describe, expect, it } from 'vitest';
import { VirtualTimers } from './virtual-timers.ts';

/** Timers over a clock that the test sets. */
function clockwork() {
  const due = new Map<number, number>();
  const asked: number[] = [];
  const cancelled: number[] = [];
  let nowMs = 0;
  const timers = new VirtualTimers(
    (id, delayMs) => {
      asked.push(delayMs);
      due.set(id, nowMs + delayMs);
    },
    (id) => {
      cancelled.push(id);
      due.delete(id);
    },
  );
  const run = (untilMs: number) => {
    for (;;) {
      const [next] = [...due].filter(([, atMs]) => atMs <= untilMs).sort((a, b) => a[1] - b[1]);
      if (!next) break;
      due.delete(next[0]);
      nowMs = next[1];
      timers.fire(next[0]);
    }
    nowMs = untilMs;
  };
  return { timers, run, asked, cancelled, due, now: () => nowMs };
}

describe('VirtualTimers', () => {
  it('fire with their arguments, once or again and again', () => {
    const { timers, run, now } = clockwork();
    const story: unknown[] = [];
    timers.setTimeout((...args) => story.push([now(), ...args]), 25, 'a', 1);
    const interval = timers.setInterval((name) => story.push([now(), name]), 10, 'i');
    timers.setImmediate((name) => story.push([now(), name]), 'soon');
    run(30);
    timers.clear(interval);
    run(60);
    expect(story).toEqual([
      [0, 'soon'],
      [10, 'i'],
      [20, 'i'],
      [25, 'a', 1],
      [30, 'i'],
    ]);
  });

  it('take delays as Node does', () => {
    const { timers, asked } = clockwork();
    for (const delay of [0, -5, 0.5, 1, 1.5, 2 ** 31 - 1, 2 ** 31, Number.NaN, undefined]) {
      timers.setTimeout(() => undefined, delay);
    }
    expect(asked).toEqual([1, 1, 1, 1, 1.5, 2 ** 31 - 1, 1, 1, 1]);
  });

  it('can be cleared by the object, by its number, and in vain', () => {
    const { timers, run, due } = clockwork();
    const never = () => expect.unreachable();
    timers.clear(timers.setTimeout(never, 5));
    timers.clear(Number(timers.setTimeout(never, 5)));
    timers.clear(`${timers.setTimeout(never, 5)}`);
    timers.setTimeout(never, 5).close();
    for (const nothing of [undefined, null, 99, 'x']) timers.clear(nothing);
    expect(due.size).toBe(0);
    run(10);
  });

  it('an interval can end itself', () => {
    const { timers, run } = clockwork();
    let count = 0;
    const interval = timers.setInterval(() => {
      if (++count === 3) timers.clear(interval);
    }, 1);
    run(100);
    expect(count).toBe(3);
  });

  it('start again when they are refreshed, also after they fired, but not after they were cleared', () => {
    const { timers, run, now, cancelled } = clockwork();
    const fired: number[] = [];
    const timer = timers.setTimeout(() => fired.push(now()), 10);
    run(6);
    expect(timer.refresh()).toBe(timer);
    run(15);
    expect(fired).toEqual([]);
    run(16);
    expect(fired).toEqual([16]);
    run(20);
    timer.refresh();
    run(40);
    expect(fired).toEqual([16, 30]);
    timers.clear(timer);
    timer.refresh();
    run(60);
    expect(fired).toEqual([16, 30]);
    expect(cancelled).toEqual([timer.id]);
  });

  it('have what Node’s timers have besides', () => {
    const { timers } = clockwork();
    const timer = timers.setTimeout(() => undefined, 1);
    expect(timer.ref().unref().hasRef()).toBe(true);
    expect(`${timer}`).toBe(String(timer.id));
  });

  it('need a function', () => {
    const { timers } = clockwork();
    expect(() => timers.setTimeout('code' as never, 1)).toThrow(
      'a timer needs a function to call, and was given code',
    );
  });
});
