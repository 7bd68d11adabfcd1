import { expect, it } from 'vitest';
import { LeaseTokens, type TokenGrant } from './lease-tokens.ts';

const grant = (token: number, by = 'client 1', lock = 'lock a'): TokenGrant => ({
  lock,
  token,
  by,
  atMs: 10,
});

it('takes tokens that grow, lock by lock', () => {
  const tokens = new LeaseTokens();
  tokens.granted(grant(5), undefined);
  tokens.granted(grant(6.5), tokens.largest('lock a'));
  tokens.granted(grant(5, 'client 2', 'lock b'), tokens.largest('lock b'));
  expect(tokens.largest('lock a')?.token).toBe(6.5);
});

it('refuses a token that is not larger than those which were known when it was asked for', () => {
  const tokens = new LeaseTokens();
  tokens.granted(grant(5), undefined);
  const before = tokens.largest('lock a');
  expect(() => tokens.granted(grant(4, 'client 2'), before)).toThrow(
    'client 2 was granted lock a with token 4, though client 1 had been granted it with the larger token 5 at 10.0 ms',
  );
});

it('does not compare grants that were asked for side by side, unless they are equal', () => {
  const tokens = new LeaseTokens();
  tokens.granted(grant(5), undefined);
  tokens.granted(grant(4, 'client 2'), undefined);
  expect(tokens.largest('lock a')?.token).toBe(5);
  expect(() => tokens.granted(grant(4, 'client 3'), undefined)).toThrow('client 2 had been granted it with');
});

it('wants numbers', () => {
  const tokens = new LeaseTokens();
  for (const token of [Number.NaN, undefined, '7']) {
    expect(() => tokens.granted(grant(token as number), undefined)).toThrow('which is not a number');
  }
});
