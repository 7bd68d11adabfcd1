import { countShared, pairPlace, RARE_WEIGHT, type SharedCounts } from './class-index.ts';

/** Two submissions by their places, first < second, and how alike they are in the lab where they are most. */
export interface RankedPair {
  readonly first: number;
  readonly second: number;
  /** 0 … 1, of that lab. */
  readonly share: number;
  /** 0 … 1, of each lab. */
  readonly labShares: readonly number[];
  /** 0 … 1, of all labs together. */
  readonly overall: number;
}

export interface RankedPairs {
  /** The most alike first. */
  readonly top: readonly RankedPair[];
  /** Shares below which half, 90 % and 99 % of all pairs lie. */
  readonly usual: { readonly half: number; readonly ninety: number; readonly ninetyNine: number };
}

/**
 * What is smaller counts as if it were of this size, in fingerprints: some forty lines. Two submissions with
 * five lines of their own may well have the same five.
 */
export const SMALLEST = 40;

/** Less is nothing to look at. Independent solutions of one lab share up to a tenth. */
export const LEAST_SHARE = 0.1;

/** Share of what both have in what the smaller has. */
export function shareOf(shared: number, smaller: number): number {
  return shared / Math.max(smaller, SMALLEST);
}

/** Ranks all pairs of a class. `labs`: for each lab the distinct fingerprints of each submission. */
export function rankPairs(labs: readonly (readonly Float64Array[])[], most: number): RankedPairs {
  const count = labs[0]?.length ?? 0;
  const counts = labs.map(countShared);
  const best = new Float64Array((count * (count - 1)) / 2);
  forEachPair(count, (first, second, place) => {
    for (const lab of counts)
      best[place] = Math.max(best[place] as number, labShare(lab, first, second, place));
  });
  const sorted = best.slice().sort();
  const least = Math.max(LEAST_SHARE, sorted[sorted.length - most] ?? 0);
  const found: RankedPair[] = [];
  forEachPair(count, (first, second, place) => {
    const share = best[place] as number;
    if (share < least) return;
    const labShares = counts.map((lab) => labShare(lab, first, second, place));
    found.push({ first, second, share, labShares, overall: overallShare(counts, first, second, place) });
  });
  return { top: found.sort(mostAlikeFirst).slice(0, most), usual: usualShares(sorted) };
}

function labShare({ shared, totals }: SharedCounts, first: number, second: number, place: number): number {
  return weightedShare(shared[place] as number, totals[first] as number, totals[second] as number);
}

function overallShare(counts: readonly SharedCounts[], first: number, second: number, place: number): number {
  const sum = (part: (lab: SharedCounts) => number | undefined) =>
    counts.reduce((total, lab) => total + (part(lab) ?? 0), 0);
  return weightedShare(
    sum(({ shared }) => shared[place]),
    sum(({ totals }) => totals[first]),
    sum(({ totals }) => totals[second]),
  );
}

function weightedShare(shared: number, first: number, second: number): number {
  return shareOf(shared / RARE_WEIGHT, Math.min(first, second) / RARE_WEIGHT);
}

function forEachPair(count: number, visit: (first: number, second: number, place: number) => void): void {
  for (let first = 0; first < count; first++) {
    const row = pairPlace(first, 0, count);
    for (let second = first + 1; second < count; second++) visit(first, second, row + second);
  }
}

function usualShares(sorted: Float64Array): RankedPairs['usual'] {
  const below = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
  return { half: below(0.5), ninety: below(0.9), ninetyNine: below(0.99) };
}

function mostAlikeFirst(one: RankedPair, other: RankedPair): number {
  return (
    other.share - one.share ||
    other.overall - one.overall ||
    one.first - other.first ||
    one.second - other.second
  );
}
