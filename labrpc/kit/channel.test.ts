import { expect, test } from 'vitest';
import { Channel } from './channel.ts';

async function readAll<Value>(channel: Channel<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of channel) values.push(value);
  return values;
}

test('delivers in the order sent, whether the reader or the writer is first', async () => {
  const channel = new Channel<number>();
  channel.send(1);
  channel.send(2);
  expect(await channel.receive()).toBe(1);
  expect(await channel.receive()).toBe(2);
  const waiting = [channel.receive(), channel.receive()];
  channel.send(3);
  channel.send(4);
  expect(await Promise.all(waiting)).toEqual([3, 4]);
});

test('each value goes to one reader', async () => {
  const channel = new Channel<number>();
  const readers = [readAll(channel), readAll(channel)];
  for (let value = 0; value < 10; value++) channel.send(value);
  channel.close();
  const values = (await Promise.all(readers)).flat();
  expect(values.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('what was sent before the end is still read', async () => {
  const channel = new Channel<string>();
  channel.send('a');
  channel.send('b');
  channel.close();
  channel.close();
  expect(await readAll(channel)).toEqual(['a', 'b']);
  expect(await channel.receive()).toBeUndefined();
});

test('the end wakes all who wait', async () => {
  const channel = new Channel<string>();
  const waiting = [channel.receive(), channel.receive(), readAll(channel)];
  channel.close();
  expect(await Promise.all(waiting)).toEqual([undefined, undefined, []]);
});

test('refuses what is sent after the end', () => {
  const channel = new Channel<string>();
  channel.close();
  expect(() => channel.send('late')).toThrow('closed');
});

test('undefined is a value like any other to a loop', async () => {
  const channel = new Channel<number | undefined>();
  const values = readAll(channel);
  channel.send(undefined);
  channel.send(1);
  channel.close();
  expect(await values).toEqual([undefined, 1]);
});

test('leaving a loop leaves the rest to whoever reads next', async () => {
  const channel = new Channel<number>();
  for (const value of [1, 2, 3]) channel.send(value);
  for await (const value of channel) if (value === 2) break;
  expect(await channel.receive()).toBe(3);
});

test('an iterator that was left stays at its end', async () => {
  const channel = new Channel<number>();
  channel.send(1);
  const iterator = channel[Symbol.asyncIterator]();
  expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
  expect(await iterator.next()).toEqual({ done: true, value: undefined });
  expect(await channel.receive()).toBe(1);
});
