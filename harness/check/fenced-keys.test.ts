import { expect, it } from 'vitest';
import { FencedKeys, type FencedWrite } from './fenced-keys.ts';

const OK = { kind: 'ok' };
const write = (token: number, key = 'x', by = `client ${token}`): FencedWrite => ({
  key,
  value: `v${token}`,
  token,
  by,
});

it('accepts tokens that grow, or stay the same', () => {
  const keys = new FencedKeys();
  expect([1, 1, 3, 7].map((token) => keys.wrote(write(token), OK))).toEqual(Array(4).fill('accepted'));
});

it('wants an older write to be refused, with the newest token', () => {
  const keys = new FencedKeys();
  keys.wrote(write(34), OK);
  expect(keys.wrote(write(33), { kind: 'stale-token', newest: 34 })).toBe('refused');
  expect(() => keys.wrote(write(33), { kind: 'stale-token', newest: 33 })).toThrow('it is 34, of client 34');
  expect(() => keys.wrote(write(33), OK)).toThrow(
    'the storage accepted client 33\'s write of "v33" to "x" with token 33, though client 34\'s write of "v34" to "x" with token 34 had been accepted before: 33 is older than 34',
  );
});

it('does not let a write be refused that is not older than all of that key', () => {
  const keys = new FencedKeys();
  expect(() => keys.wrote(write(1), { kind: 'stale-token', newest: 0 })).toThrow('there was none');
  keys.wrote(write(34, 'y'), OK);
  expect(() => keys.wrote(write(33), { kind: 'stale-token', newest: 34 })).toThrow('there was none');
  keys.wrote(write(33), OK);
  expect(() => keys.wrote(write(33), { kind: 'stale-token', newest: 33 })).toThrow('has had a larger token');
});

it('knows answers by their form', () => {
  const keys = new FencedKeys();
  for (const answer of [undefined, null, true, { kind: 'written' }]) {
    expect(() => keys.wrote(write(1), answer)).toThrow('write must return');
  }
});

it('wants reads to give the last write that was accepted', () => {
  const keys = new FencedKeys();
  keys.wasRead('x', { value: '' });
  expect(() => keys.wasRead('x', undefined)).toThrow('must return { value: "" }: nobody has written it');
  keys.wrote(write(34), OK);
  keys.wrote(write(33), { kind: 'stale-token', newest: 34 });
  keys.wasRead('x', { value: 'v34' });
  expect(() => keys.wasRead('x', { value: 'v33' })).toThrow('must return { value: "v34" }');
});
