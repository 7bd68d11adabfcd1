import { expect, it } from 'vitest';
import { sampledSeeds } from './split-sample.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

it('is a share of the seeds, and one at least', () => {
  expect(sampledSeeds(SEEDS, 0.5, 'secret', ['a'])).toHaveLength(10);
  expect(sampledSeeds(SEEDS, 0.001, 'secret', ['a'])).toHaveLength(1);
  expect(sampledSeeds(SEEDS, 1, 'secret', ['a']).sort((a, b) => a - b)).toEqual(SEEDS);
  expect(sampledSeeds(SEEDS, 0, 'secret', ['a'])).toEqual([]);
});

it('is the same again, and another one for another secret or place', () => {
  const sample = sampledSeeds(SEEDS, 0.3, 'secret', ['digest', 'lab2a', 'quiet']);
  expect(sampledSeeds(SEEDS, 0.3, 'secret', ['digest', 'lab2a', 'quiet'])).toEqual(sample);
  expect(sampledSeeds(SEEDS, 0.3, 'other', ['digest', 'lab2a', 'quiet'])).not.toEqual(sample);
  expect(sampledSeeds(SEEDS, 0.3, 'secret', ['digest', 'lab2a', 'lossy'])).not.toEqual(sample);
});

it('leaves no seed out for ever', () => {
  const secrets = Array.from({ length: 200 }, (_, index) => `secret ${index}`);
  const seen = new Set(secrets.flatMap((secret) => sampledSeeds(SEEDS, 0.05, secret, ['a'])));
  expect(seen.size).toBe(SEEDS.length);
});
