import { expect, test } from 'vitest';
import { Mutex } from './mutex.ts';

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

test('runs one body at a time, in order', async () => {
  const mutex = new Mutex();
  const trace: string[] = [];
  const body = (name: string) => async () => {
    trace.push(`${name} in`);
    await pause();
    trace.push(`${name} out`);
  };
  await Promise.all(['a', 'b', 'c'].map((name) => mutex.run(body(name))));
  expect(trace).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

test('nobody slips in while the mutex is handed on', async () => {
  const mutex = new Mutex();
  const order: string[] = [];
  const first = mutex.run(async () => {
    await pause();
    order.push('first');
  });
  const second = mutex.run(() => void order.push('second'));
  const newcomer = first.then(() => mutex.run(() => void order.push('newcomer')));
  await Promise.all([second, newcomer]);
  expect(order).toEqual(['first', 'second', 'newcomer']);
});

test('passes the result on, of a synchronous body too', async () => {
  const mutex = new Mutex();
  expect(await mutex.run(() => 1)).toBe(1);
  expect(await mutex.run(async () => 2)).toBe(2);
});

test('passes the exception on and releases', async () => {
  const mutex = new Mutex();
  const thrown = mutex.run(() => {
    throw new Error('thrown');
  });
  const rejected = mutex.run(() => Promise.reject(new Error('rejected')));
  const after = mutex.run(() => 'free');
  await expect(thrown).rejects.toThrow('thrown');
  await expect(rejected).rejects.toThrow('rejected');
  expect(await after).toBe('free');
});

test('an exception that nobody looks at is an unhandled rejection, like any other', async () => {
  const seen: unknown[] = [];
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => seen.push(reason));
  try {
    void new Mutex().run(() => {
      throw new Error('lost');
    });
    await pause();
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
  }
  expect(seen).toEqual([new Error('lost')]);
});
