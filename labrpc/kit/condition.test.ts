import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Condition } from './condition.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('wakes all who wait, in the order in which they came', async () => {
  const condition = new Condition();
  const woken: string[] = [];
  const waits = ['a', 'b', 'c'].map((name) => condition.wait().then(() => woken.push(name)));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(woken).toEqual([]);
  condition.notifyAll();
  await Promise.all(waits);
  expect(woken).toEqual(['a', 'b', 'c']);
});

test('does not remember a call that nobody waited for', async () => {
  const condition = new Condition();
  condition.notifyAll();
  let woken = false;
  void condition.wait().then(() => {
    woken = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(woken).toBe(false);
});

test('one who waits again is not woken by the same call', async () => {
  const condition = new Condition();
  let times = 0;
  const loop = async () => {
    for (;;) {
      await condition.wait();
      times += 1;
    }
  };
  void loop();
  condition.notifyAll();
  await vi.advanceTimersByTimeAsync(0);
  expect(times).toBe(1);
});

test('gives up after the timeout', async () => {
  const condition = new Condition();
  let woken = false;
  const wait = condition.wait(50).then(() => {
    woken = true;
  });
  await vi.advanceTimersByTimeAsync(49);
  expect(woken).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await wait;
  condition.notifyAll();
});

test('leaves no timer behind when it is woken', async () => {
  const condition = new Condition();
  const wait = condition.wait(50);
  condition.notifyAll();
  await wait;
  expect(vi.getTimerCount()).toBe(0);
});
