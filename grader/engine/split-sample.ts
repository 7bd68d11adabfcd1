import { createHmac } from 'node:crypto';

/**
 * The order in which runs are chosen to be repeated split. It follows from a secret that is no seed base:
 * code that sees some seeds must not be able to reckon it.
 */
export function repeatedFirst(seeds: readonly number[], secret: string, where: readonly string[]): number[] {
  const ranked = seeds.map((seed) => ({ seed, rank: rankOf(seed, secret, where) }));
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ seed }) => seed);
}

/** How many of so many runs are repeated. No chance in it: results are the same for every secret. */
export function repeatCount(runs: number, share: number): number {
  return share <= 0 ? 0 : Math.min(runs, Math.max(1, Math.round(share * runs)));
}

function rankOf(seed: number, secret: string, where: readonly string[]): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([...where, seed]))
    .digest('hex');
}
