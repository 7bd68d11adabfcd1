import { expect, it } from 'vitest';
import { tellCoordination } from './coordination-tell.ts';

it('tells what clients do with locks', () => {
  const queue = { path: '/locks/a', kind: 'queue' };
  expect(tellCoordination('asks', queue)).toBe('asks for lock a');
  expect(tellCoordination('granted', { ...queue, kind: 'read', isExpired: false })).toBe(
    'gains lock a for reading',
  );
  expect(tellCoordination('granted', { ...queue, isExpired: true })).toBe('gains lock a, too late');
  expect(tellCoordination('session-ended', {})).toBe('hears that its session has expired');
});

it('tells what the service does, and whom it notifies', () => {
  const change = { path: '/locks/a/x-0000000001', session: 'bcd', by: 'bcd', notified: [] };
  expect(tellCoordination('created', change)).toBe('creates /locks/a/x-0000000001');
  expect(tellCoordination('removed', { ...change, notified: ['f', 'g'] })).toBe(
    'removes /locks/a/x-0000000001, notifies 2 sessions',
  );
  const long = { ...change, path: '/locks/a/lock-6d385b8c-d2a3-4f5e-9b1c-0000000009' };
  expect(tellCoordination('created', long)).toBe('creates /locks/a/lock-6d385b8c…0000000009');
  expect(tellCoordination('expired', { session: 'bcd' })).toBe('expires session bcd');
});

it('tells what the service found, children by their numbers', () => {
  const operated = (kind: string, answer: unknown, path: string = '/locks/a'): string | undefined =>
    tellCoordination('operated', { session: 'bcd', kind, path, answer });
  const node = '/locks/a/x-0000000012';
  expect(operated('exists', { kind: 'exists', exists: false }, node)).toBe(
    `executes exists ${node}: not there`,
  );
  expect(operated('remove', { kind: 'no-node' }, node)).toBe(`executes remove ${node}: no-node`);
  const names = [11, 9, 10, 12, 13, 14, 15].map((number) => `x-${String(number).padStart(10, '0')}`);
  expect(operated('children', { kind: 'children', names })).toBe(
    'executes children /locks/a: …009, …010, …011, …012, …013 and 2 more',
  );
  expect(operated('children', { kind: 'children', names: [] })).toBe('executes children /locks/a: none');
});

it('has no words for the reports of other parts', () => {
  expect(tellCoordination('granted', { lock: 'a', token: 3 })).toBeUndefined();
  expect(tellCoordination('asks', { nth: 1, value: 'x' })).toBeUndefined();
});
