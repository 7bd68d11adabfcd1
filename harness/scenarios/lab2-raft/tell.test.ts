import { expect, it } from 'vitest';
import { tellRaft } from './tell.ts';

it('tells what a Raft server reports', () => {
  expect(tellRaft('state', { term: 3, isLeader: true })).toBe('leads term 3');
  expect(tellRaft('state', { term: 3, isLeader: false })).toBe('in term 3');
  const leader = { term: 3, isLeader: true };
  expect(tellRaft('state', { term: 4, isLeader: false }, leader)).toBe('no longer leads, in term 4');
  expect(tellRaft('state', { term: 4, isLeader: true }, leader)).toBe('leads term 4');
  expect(tellRaft('state', { term: 4, isLeader: false }, { ...leader, isLeader: false })).toBe('in term 4');
  expect(tellRaft('apply', { kind: 'command', index: 3, term: 2, command: 7 })).toBe(
    'applies index 3: command 7 (term 2)',
  );
  expect(tellRaft('apply', { kind: 'no-op', index: 3, term: 2 })).toBe('applies index 3: no-op (term 2)');
  expect(tellRaft('apply', { kind: 'snapshot', index: 20, term: 2, snapshot: new Uint8Array(99) })).toBe(
    'applies a snapshot up to index 20',
  );
  expect(tellRaft('snapshot', { index: 20 })).toBe('takes a snapshot up to index 20');
  expect(tellRaft('restored', { index: 0, commands: [] })).toBe('begins with an empty service');
  expect(tellRaft('restored', { index: 20, commands: [] })).toBe('begins with the snapshot up to index 20');
  expect(tellRaft('something else', 1)).toBeUndefined();
});

it('cuts long commands short', () => {
  const text = tellRaft('apply', { kind: 'command', index: 3, term: 2, command: 'x'.repeat(500) });
  expect(text).toBe(`applies index 3: command "${'x'.repeat(24)}…" (term 2)`);
});
