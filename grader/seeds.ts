import { createHmac, scryptSync } from 'node:crypto';

/** A seed is an integer below 2^53: 13 hex digits are 52 bits. */
const HEX_DIGITS = 13;
/** Slow to make: whoever knows some seeds must not be able to try likely secrets. */
const KEY_BYTES = 32;

/**
 * The seeds of every scenario, the same for all submissions. Without a secret they are 1 to `runs`, which
 * students can run themselves; with one nobody knows them who does not know the secret, and the same secret
 * gives them again.
 */
export function runSeeds(runs: number, secret: string | undefined): number[] {
  const numbers = Array.from({ length: runs }, (_, index) => index + 1);
  if (secret === undefined) return numbers;
  const key = scryptSync(secret, 'lockstep seeds', KEY_BYTES, { cost: 2 ** 14 });
  return numbers.map((number) => derivedSeed(key, number));
}

function derivedSeed(key: Buffer, number: number): number {
  const digest = createHmac('sha256', key).update(`${number}`).digest('hex');
  return Number.parseInt(digest.slice(0, HEX_DIGITS), 16);
}
