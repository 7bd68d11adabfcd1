import { expect, it } from 'vitest';
import { COUNTERS } from './counters.ts';
import { lab4 } from './lab.ts';

it('says of every floor what it counts, and of nothing else', () => {
  const floors = lab4.parts.flatMap(({ scenarios }) => scenarios.flatMap((one) => Object.keys(one.floors)));
  expect(Object.keys(COUNTERS)).toEqual([...new Set(floors)].sort());
});

it('gives the words to every scenario', () => {
  for (const { scenarios } of lab4.parts) {
    for (const { slug, counters } of scenarios) expect(counters, slug).toBe(COUNTERS);
  }
});
