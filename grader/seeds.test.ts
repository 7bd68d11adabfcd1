import { describe, expect, it } from 'vitest';
import { runSeeds } from './seeds.ts';

describe('seeds', () => {
  it('are 1 to N without a secret, so that students can run them', () => {
    expect(runSeeds(3, undefined)).toEqual([1, 2, 3]);
  });

  it('are the same for the same secret, and others for another', () => {
    expect(runSeeds(50, 'a')).toEqual(runSeeds(50, 'a'));
    expect(runSeeds(50, 'b').filter((seed) => runSeeds(50, 'a').includes(seed))).toEqual([]);
  });

  it('do not depend on how many there are', () => {
    expect(runSeeds(5, 'a')).toEqual(runSeeds(50, 'a').slice(0, 5));
  });

  it('are distinct integers below 2^53', () => {
    const seeds = runSeeds(1000, 'secret');
    expect(new Set(seeds).size).toBe(1000);
    expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
  });

  it('never change: marks must be reproducible next year', () => {
    expect(runSeeds(2, 'lockstep')).toMatchInlineSnapshot(`
      [
        817788052969674,
        677210436362701,
      ]
    `);
  });
});
