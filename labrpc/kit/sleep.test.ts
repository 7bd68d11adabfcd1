import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sleep } from './sleep.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  await vi.advanceTimersByTimeAsync(0);
  return (await Promise.race([promise, Promise.resolve(pending)])) === pending;
}

test('wakes after the time given, not before', async () => {
  const nap = sleep(100);
  await vi.advanceTimersByTimeAsync(99);
  expect(await isPending(nap)).toBe(true);
  await vi.advanceTimersByTimeAsync(1);
  expect(await isPending(nap)).toBe(false);
});

test('a signal ends it early and leaves neither timer nor listener behind', async () => {
  const controller = new AbortController();
  const nap = sleep(100, controller.signal);
  controller.abort();
  await nap;
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
});

test('takes its listener away when it wakes by itself', async () => {
  const { signal } = new AbortController();
  const nap = sleep(100, signal);
  await vi.advanceTimersByTimeAsync(100);
  await nap;
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('does not start when the signal was given before', async () => {
  await sleep(100, AbortSignal.abort());
  expect(vi.getTimerCount()).toBe(0);
});

test('what is in the past is over at once', async () => {
  const nap = sleep(-50);
  await vi.advanceTimersByTimeAsync(1);
  await nap;
});

test('refuses what setTimeout would quietly turn into 1 ms', async () => {
  await expect(sleep(Number.NaN)).rejects.toThrow(RangeError);
  await expect(sleep(Number.POSITIVE_INFINITY)).rejects.toThrow('cannot sleep for Infinity ms');
  expect(vi.getTimerCount()).toBe(0);
});
