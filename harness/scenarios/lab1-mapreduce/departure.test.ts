import { expect, it } from 'vitest';
import { leftTooEarly, mayLeave } from './departure.ts';

it('lets a worker leave after 10 s by a clock of whole milliseconds', () => {
  expect(mayLeave({ silentMs: 9_998.2, wasAnswered: true })).toBe(true);
  expect(mayLeave({ silentMs: 9_900, wasAnswered: true })).toBe(false);
});

it('says since when nothing was answered', () => {
  expect(leftTooEarly('worker 1', { silentMs: 9_500, wasAnswered: true }).message).toBe(
    'worker 1 left though the job is not done: the coordinator answered what it asked 9.50 s ago',
  );
  expect(leftTooEarly('worker 1', { silentMs: 500, wasAnswered: false }).message).toBe(
    'worker 1 left though the job is not done: it began 0.50 s ago, and nothing was answered since',
  );
});
