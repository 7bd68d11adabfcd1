/**
 * A set of seeds as stretches from a first to a last, both in it: `[[1, 200], [4217, 4217]]`. In order,
 * apart.
 */
export type SeedRanges = readonly (readonly [first: number, last: number])[];

export function rangesOf(seeds: readonly number[]): SeedRanges {
  return unite(
    seeds.map((seed) => [seed, seed]),
    [],
  );
}

/** What is in one of two sets, each in any order. */
export function unite(a: SeedRanges, b: SeedRanges): SeedRanges {
  const united: [number, number][] = [];
  for (const [first, last] of [...a, ...b].sort((one, other) => one[0] - other[0])) {
    const before = united.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else united.push([first, last]);
  }
  return united;
}

export function countSeeds(ranges: SeedRanges): number {
  return ranges.reduce((count, [first, last]) => count + last - first + 1, 0);
}

/** The smallest seed; undefined if there is none. */
export function firstSeed(ranges: SeedRanges): number | undefined {
  return ranges[0]?.[0];
}
