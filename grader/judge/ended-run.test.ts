import { expect, it } from 'vitest';
import { endedBecause, isMachineToBlame } from './ended-run.ts';
import { RUN_LIMITS } from './run-watch.ts';

const NOT_READY = { kind: 'not-ready', process: 1 } as const;

it.each([
  ['ends by itself', { kind: 'ended', status: 1 }],
  ['is killed by the machine', { kind: 'ended', status: 137 }],
  ['cannot be started', { kind: 'not-started', message: 'EAGAIN' }],
  ['stands still', { kind: 'killed', reason: 'stalled' }],
] as const)('a process that %s before it has lab code is not its fault', (_how, end) => {
  expect(isMachineToBlame(NOT_READY, end)).toBe(true);
  expect(isMachineToBlame({ kind: 'closed', process: 1 }, end)).toBe(false);
});

it('one that is ended in its start, since others of the run sleep too long, is', () => {
  const end = { kind: 'killed', reason: 'slow' } as const;
  expect(isMachineToBlame(NOT_READY, end)).toBe(false);
  expect(endedBecause(NOT_READY, end, RUN_LIMITS)).toMatchObject({ kind: 'hang', rule: 'grader/stalled' });
});
