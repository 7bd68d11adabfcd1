import { describe, expect, it } from 'vitest';
import { MapTasks } from './map-tasks.ts';

const needless = (text: string) =>
  expect.objectContaining({ rule: 'mapreduce/no-needless-work', message: text });

function rejection(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('MapTasks', () => {
  it('knows what is untouched, running and unfinished', () => {
    const maps = new MapTasks(['a', 'b'], false);
    maps.began('a', 'worker 0', 0);
    expect([[...maps.untouched], [...maps.unfinished], maps.of('worker 0')]).toMatchObject([
      ['b'],
      ['a', 'b'],
      [{ task: 'a' }],
    ]);
    maps.ended('a', 'worker 0', 10);
    expect([[...maps.unfinished], maps.running.size]).toEqual([['b'], 0]);
  });

  it('counts two calls for one task, by a worker that does several at a time', () => {
    const maps = new MapTasks(['a'], false);
    maps.began('a', 'worker 0', 0);
    maps.began('a', 'worker 0', 10);
    maps.ended('a', 'worker 0', 20);
    expect([maps.running.size, maps.unfinished.size]).toEqual([1, 0]);
    maps.ended('a', 'worker 0', 30);
    expect(maps.running.size).toBe(0);
  });

  it('rejects a map of something that is no input', () => {
    const maps = new MapTasks(['a'], false);
    expect(rejection(() => maps.began('mr-0-1', 'worker 0', 0))).toMatchObject({
      rule: 'mapreduce/map-input',
    });
  });

  it('allows a task to begin again after 10 s, also when its worker has died', () => {
    const maps = new MapTasks(['a', 'b', 'c'], true);
    maps.began('a', 'worker 0', 0);
    maps.began('b', 'worker 1', 0);
    maps.workerDied('worker 1');
    maps.began('a', 'worker 2', 10_000);
    maps.began('b', 'worker 3', 10_000);
    expect(maps.attemptsOf('a')).toHaveLength(2);
  });

  it('allows one backup copy after 5 s, when every task has been given out', () => {
    const maps = new MapTasks(['a', 'b'], true);
    maps.began('a', 'worker 0', 0);
    maps.began('b', 'worker 1', 10);
    maps.began('a', 'worker 2', 5010);
    expect(rejection(() => maps.began('a', 'worker 3', 9000))).toEqual(
      needless('worker 3 begins the map task "a" once more, though worker 2 began it 4.0 s ago'),
    );
  });

  it('rejects a second copy while tasks are left, or too soon', () => {
    const maps = new MapTasks(['a', 'b'], true);
    maps.began('a', 'worker 0', 0);
    expect(rejection(() => maps.began('a', 'worker 1', 6000))).toEqual(
      needless(
        'worker 1 begins the map task "a" once more, though worker 0 began it 6.0 s ago, and 1 tasks have not been given out',
      ),
    );
    maps.began('b', 'worker 1', 7000);
    expect(rejection(() => maps.began('b', 'worker 2', 9000))).toMatchObject({
      rule: 'mapreduce/no-needless-work',
    });
  });

  it('rejects a copy of what was done long ago', () => {
    const maps = new MapTasks(['a'], true);
    maps.began('a', 'worker 0', 0);
    maps.ended('a', 'worker 0', 2000);
    expect(rejection(() => maps.began('a', 'worker 1', 12_000))).toEqual(
      needless('worker 1 begins the map task "a" once more, though worker 0 has done it'),
    );
  });

  it('draws no conclusions where workers may be late', () => {
    const maps = new MapTasks(['a'], false);
    maps.began('a', 'worker 0', 0);
    maps.began('a', 'worker 1', 10);
    expect(maps.attemptsOf('a')).toHaveLength(2);
  });
});
