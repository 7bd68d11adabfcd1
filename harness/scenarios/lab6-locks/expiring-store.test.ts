import { beforeEach, describe, expect, it } from 'vitest';
import { ExpiringStore } from './expiring-store.ts';

describe('ExpiringStore', () => {
  let wallMs = 0;
  let told: string[] = [];
  let store: ExpiringStore;

  beforeEach(() => {
    wallMs = 5000;
    told = [];
    const watcher = {
      set: (key: string, value: string) => told.push(`${key} = ${value}`),
      gone: (key: string, value: string, why: string) => told.push(`${key} = ${value} ${why}`),
    };
    store = new ExpiringStore(watcher, () => wallMs);
  });

  const set = (value: string, ttlMs: number = 100) => store.setIfAbsent({ key: 'a', value, ttlMs }).kind;
  const remove = (value: string) => store.removeIfEqual({ key: 'a', value }).kind;

  it('keeps the first value until it expires', () => {
    expect([set('x'), set('y')]).toEqual(['set', 'present']);
    wallMs += 99;
    expect(set('y')).toBe('present');
    wallMs += 1;
    expect(set('y')).toBe('set');
    expect(told).toEqual(['a = x', 'a = x expired', 'a = y']);
  });

  it('does not prolong a key that is set again', () => {
    set('x');
    wallMs += 50;
    expect(set('x')).toBe('present');
    expect(store.nextExpiryMs).toBe(50);
  });

  it('removes a value only for whoever names it', () => {
    set('x');
    expect([remove('y'), remove('x'), remove('x')]).toEqual(['different', 'removed', 'different']);
    expect(told).toEqual(['a = x', 'a = x removed']);
  });

  it('does not remove what has expired', () => {
    set('x');
    wallMs += 100;
    expect(remove('x')).toBe('different');
    expect(told).toEqual(['a = x', 'a = x expired']);
  });

  it('goes by its own clock, also when that jumps', () => {
    set('x');
    wallMs += 3_600_000;
    store.removeExpired();
    expect(set('y')).toBe('set');
    wallMs -= 3_600_000;
    expect(store.nextExpiryMs).toBe(3_600_100);
    store.removeExpired();
    expect(set('z')).toBe('present');
  });

  it('knows when the next key expires', () => {
    expect(store.nextExpiryMs).toBeUndefined();
    store.setIfAbsent({ key: 'a', value: 'x', ttlMs: 300 });
    store.setIfAbsent({ key: 'b', value: 'x', ttlMs: 200 });
    expect(store.nextExpiryMs).toBe(200);
  });
});
