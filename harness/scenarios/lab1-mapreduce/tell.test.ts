import { expect, it } from 'vitest';
import { tellMapReduce } from './tell.ts';

it('tells what a worker does, the verb first', () => {
  const tellWork = (phase: string, stage: string): string | undefined =>
    tellMapReduce('work', { phase, of: 'in 1', stage });
  expect(tellWork('map', 'begins')).toBe('maps "in 1"');
  expect(tellWork('map', 'ends')).toBe('mapped "in 1"');
  expect(tellWork('reduce', 'begins')).toBe('reduces "in 1"');
  expect(tellWork('reduce', 'ends')).toBe('reduced "in 1"');
});

it('tells of outputs, of waiting and of leaving', () => {
  expect(tellMapReduce('output', { reduce: 3, text: 'a 1\n' })).toBe('output mr-out-3: 4 characters');
  expect(tellMapReduce('output', { reduce: 3, text: '\n' })).toBe('output mr-out-3: 1 character');
  expect(tellMapReduce('output', { reduce: 3, text: null })).toBe('removed mr-out-3');
  expect(tellMapReduce('left', { silentMs: 12, wasAnswered: true })).toBe('left');
  expect(tellMapReduce('left', { silentMs: 9999.9, wasAnswered: true })).toBe(
    'left after 10.00 s without an answer',
  );
  expect(tellMapReduce('kept', { method: 'next', keptMs: 8000 })).toBe('waited 8.00 s for an answer to next');
  expect(tellMapReduce('step files.read', undefined)).toBeUndefined();
});
