import { createHmac } from 'node:crypto';

/**
 * The seeds whose runs are repeated split: a share of them, and at least one of each scenario if the share is
 * above 0. Which ones follows from the secret, so nobody who writes a submission can tell; how many does not.
 */
export function sampledSeeds(
  seeds: readonly number[],
  share: number,
  secret: string,
  where: readonly string[],
): number[] {
  if (share <= 0) return [];
  const count = Math.min(seeds.length, Math.max(1, Math.round(share * seeds.length)));
  const ranked = seeds.map((seed) => ({ seed, rank: rankOf(seed, secret, where) }));
  return ranked
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ seed }) => seed);
}

function rankOf(seed: number, secret: string, where: readonly string[]): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([...where, seed]))
    .digest('hex');
}
