import { expect, it } from 'vitest';
import { tellLeases } from './lease-tell.ts';

const lease = { id: 0, lock: 'a', token: 33 };

it('tells of leases and of the storage', () => {
  expect(tellLeases('granted', { ...lease, isAborted: false })).toBe('gains lock a, token 33');
  expect(tellLeases('granted', { ...lease, isAborted: true })).toBe('gains lock a, token 33, too late');
  expect(tellLeases('lapsed', lease)).toBe('loses lock a, token 33');
  expect(tellLeases('releases', lease)).toBe('releases lock a, token 33');
  const write = { key: 'file', value: 'v', token: 33 };
  expect(tellLeases('wrote', { ...write, answer: { kind: 'ok' } })).toBe('accepts file = "v", token 33');
  const refused = { ...write, answer: { kind: 'stale-token', newest: 34 } };
  expect(tellLeases('wrote', refused)).toBe('refuses file = "v", token 33');
  expect(tellLeases('read', { key: 'file', answer: { value: 'v' } })).toBe('reads file = "v"');
});

it('has no words for reports of other parts', () => {
  expect(tellLeases('releases', { lock: 'a' })).toBeUndefined();
  expect(tellLeases('granted', { session: 1 })).toBeUndefined();
  expect(tellLeases('held', { nth: 1, validForMs: 900 })).toBeUndefined();
});
