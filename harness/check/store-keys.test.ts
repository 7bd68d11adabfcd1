import { describe, expect, it } from 'vitest';
import { majorityOf, StoreKeys } from './store-keys.ts';

describe('StoreKeys', () => {
  it('knows which stores keep a value', () => {
    const keys = new StoreKeys();
    keys.set(3, 'x');
    keys.set(1, 'x');
    keys.set(2, 'y');
    expect(keys.keeping(['x'])).toEqual([1, 3]);
    expect(keys.keeping(['y', 'x'])).toEqual([1, 2, 3]);
    keys.gone(3, 'x');
    keys.gone(0, 'x');
    expect(keys.keeping(['x'])).toEqual([1]);
    expect(keys.keeping(['z'])).toEqual([]);
  });

  it('forgets what a store had that has restarted', () => {
    const keys = new StoreKeys();
    keys.set(0, 'x');
    keys.set(1, 'x');
    keys.set(1, 'y');
    keys.restarted(1);
    expect(keys.keeping(['x', 'y'])).toEqual([0]);
  });
});

describe('majorityOf', () => {
  it('is more than a half', () => {
    expect([1, 2, 3, 4, 5].map(majorityOf)).toEqual([1, 2, 2, 3, 3]);
  });
});
