import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { JobProgress } from './job-progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ERASE = '\r\x1b[2K';

it('is a bar on a terminal, with notes above it, and nothing once it has ended', () => {
  const { stream, written } = fakeStream(true);
  const progress = new JobProgress(3, 1, stream);
  progress.mapDone('split-0');
  progress.mapDone('split-0');
  progress.reduceDone(0);
  vi.advanceTimersByTime(100);
  expect(written.at(-1)).toBe(`${ERASE}${'█'.repeat(15)}${'░'.repeat(15)} 1/3 maps, 1/1 reduces, 100 ms`);
  expect(progress.repeated).toBe(1);

  progress.note('killed worker-1');
  expect(written.slice(-3, -1)).toEqual([ERASE, 'killed worker-1\n']);
  progress.end();
  expect(written.at(-1)).toBe(ERASE);

  const before = written.length;
  vi.advanceTimersByTime(1000);
  progress.end();
  expect(written).toHaveLength(before);
});

it('has only notes in a pipe', () => {
  const { stream, written } = fakeStream(false);
  const progress = new JobProgress(1, 1, stream);
  progress.mapDone('split-0');
  progress.note('killed worker-1');
  vi.advanceTimersByTime(1000);
  progress.end();
  expect(written).toEqual(['killed worker-1\n']);
});

function fakeStream(isTTY: boolean) {
  const written: string[] = [];
  return { written, stream: { isTTY, columns: 100, write: (text: string) => written.push(text) } };
}
