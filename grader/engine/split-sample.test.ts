import { expect, it } from 'vitest';
import { repeatCount, repeatedFirst } from './split-sample.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

it('is a share of the runs, and one at least', () => {
  expect(repeatCount(20, 0.5)).toBe(10);
  expect(repeatCount(20, 0.001)).toBe(1);
  expect(repeatCount(20, 1)).toBe(20);
  expect(repeatCount(20, 0)).toBe(0);
  expect(repeatCount(0, 0.5)).toBe(0);
});

it('goes in the same order again, and in another one for another secret or place', () => {
  const order = repeatedFirst(SEEDS, 'secret', ['digest', 'lab2a', 'quiet']);
  expect([...order].sort((a, b) => a - b)).toEqual(SEEDS);
  expect(repeatedFirst(SEEDS, 'secret', ['digest', 'lab2a', 'quiet'])).toEqual(order);
  expect(repeatedFirst(SEEDS, 'other', ['digest', 'lab2a', 'quiet'])).not.toEqual(order);
  expect(repeatedFirst(SEEDS, 'secret', ['digest', 'lab2a', 'lossy'])).not.toEqual(order);
});

it('puts no seed last for ever', () => {
  const secrets = Array.from({ length: 200 }, (_, index) => `secret ${index}`);
  const first = new Set(secrets.map((secret) => repeatedFirst(SEEDS, secret, ['a'])[0]));
  expect(first.size).toBe(SEEDS.length);
});
