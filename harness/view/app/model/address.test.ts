import { describe, expect, it } from 'vitest';
import { addressText, readAddress } from './address.ts';

describe('address', () => {
  it.each([{}, { seed: 4217, step: 123 }, { seed: 1, step: 0, run: 'b', view: 'raft' } as const])(
    'is read as it was written: %j',
    (address) => {
      expect(readAddress(addressText(address))).toEqual(address);
    },
  );

  it('leaves out what it cannot read', () => {
    expect(readAddress('#seed=x&step=-1&run=c&other=1')).toEqual({});
    expect(readAddress('')).toEqual({});
  });
});
