import { createHash } from 'node:crypto';

/** A seed is an integer below 2^53: 13 hex digits are 52 bits. */
const HEX_DIGITS = 13;

/**
 * The seeds of every scenario, the same for all submissions. Without a secret they are 1 to `runs`, which
 * students can run themselves; with one nobody knows them who does not know the secret, and the same secret
 * gives them again.
 */
export function runSeeds(runs: number, secret: string | undefined): number[] {
  const numbers = Array.from({ length: runs }, (_, index) => index + 1);
  return secret === undefined ? numbers : numbers.map((number) => derivedSeed(secret, number));
}

function derivedSeed(secret: string, number: number): number {
  const digest = createHash('sha256').update(`lockstep seed ${number}\n${secret}`).digest('hex');
  return Number.parseInt(digest.slice(0, HEX_DIGITS), 16);
}
