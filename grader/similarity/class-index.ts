/** How much of one lab any two submissions share. */
export interface SharedCounts {
  /** Weight of the fingerprints of each submission. */
  readonly totals: Float64Array;
  /** Weight of those that two submissions share, at the place that `pairPlace` gives. */
  readonly shared: Uint32Array;
}

/**
 * What many have is probably the course's own way to say it, or the one obvious way. It is not left out: a
 * third of a class that handed round one program would become invisible.
 */
const COMMON_WEIGHT = 1;
export const RARE_WEIGHT = 10;
const COMMON_SHARE = 1 / 3;
/** A small group of friends in a small class is not `many`. */
const COMMON_AT_LEAST = 6;

/** Place of the pair first < second among all pairs of `count`. */
export function pairPlace(first: number, second: number, count: number): number {
  return (first * (2 * count - first - 1)) / 2 + second - first - 1;
}

/**
 * Counts with an inverted index: from each fingerprint to those who have it. `sets` holds the distinct
 * fingerprints of each submission in one lab. Time grows with the pairs that share something, at worst with
 * fingerprints × submissions².
 */
export function countShared(sets: readonly Float64Array[]): SharedCounts {
  const count = sets.length;
  const shared = new Uint32Array((count * (count - 1)) / 2);
  const totals = new Float64Array(count);
  const active = sets.filter((set) => set.length > 0).length;
  const many = Math.max(COMMON_AT_LEAST, Math.floor(active * COMMON_SHARE) + 1);
  for (const owners of ownersOf(sets)) {
    const weight = owners.length >= many ? COMMON_WEIGHT : RARE_WEIGHT;
    for (const [at, first] of owners.entries()) {
      totals[first] = (totals[first] as number) + weight;
      const row = pairPlace(first, 0, count);
      for (let next = at + 1; next < owners.length; next++) {
        const place = row + (owners[next] as number);
        shared[place] = (shared[place] as number) + weight;
      }
    }
  }
  return { totals, shared };
}

/** For each distinct fingerprint the submissions that have it, rising. */
function* ownersOf(sets: readonly Float64Array[]): Generator<Uint32Array> {
  const numberOf = new Map<number, number>();
  const sizes: number[] = [];
  for (const set of sets) {
    for (const fingerprint of set) {
      const number = numberOf.get(fingerprint);
      if (number === undefined) numberOf.set(fingerprint, sizes.push(1) - 1);
      else sizes[number] = (sizes[number] as number) + 1;
    }
  }
  const ends = new Uint32Array(sizes.length);
  let total = 0;
  for (const [number, size] of sizes.entries()) {
    ends[number] = total;
    total += size;
  }
  const owners = new Uint32Array(total);
  for (const [owner, set] of sets.entries()) {
    for (const fingerprint of set) {
      const number = numberOf.get(fingerprint) as number;
      const end = ends[number] as number;
      owners[end] = owner;
      ends[number] = end + 1;
    }
  }
  for (const [number, size] of sizes.entries()) {
    const end = ends[number] as number;
    yield owners.subarray(end - size, end);
  }
}
