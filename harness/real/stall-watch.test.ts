import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StallWatch } from './stall-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch() {
  const notes: string[] = [];
  return { notes, watch: new StallWatch((text) => notes.push(text)) };
}

it('says once what workers are at when nothing was finished for half a minute', () => {
  const { notes, watch: stall } = watch();
  stall.began('worker-1', 'map of a.txt');
  stall.began('worker-2', 'map of b.txt');
  stall.began('worker-3', 'reduce');
  stall.gone('worker-3');
  vi.advanceTimersByTime(29_999);
  expect(notes).toEqual([]);
  vi.advanceTimersByTime(60_000);
  const first = 'no task was finished for 30 s; worker-1 is in map of a.txt, worker-2 is in map of b.txt';
  expect(notes).toEqual([first]);

  stall.finished('worker-1');
  stall.finished('worker-2');
  vi.advanceTimersByTime(30_000);
  expect(notes).toEqual([first, 'no task was finished for 30 s, and no worker is in map or reduce']);
});

it('names a few of many workers', () => {
  const { notes, watch: stall } = watch();
  for (let worker = 1; worker <= 9; worker++) stall.began(`worker-${worker}`, 'reduce');
  vi.advanceTimersByTime(30_000);
  expect(notes[0]).toMatch(/; worker-1 is in reduce, .*, worker-4 is in reduce, 5 more are busy$/);
});

it('says nothing when the job is over', () => {
  const { notes, watch: stall } = watch();
  stall.stop();
  vi.advanceTimersByTime(30_000);
  expect(notes).toEqual([]);
});
