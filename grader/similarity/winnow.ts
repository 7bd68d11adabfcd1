/**
 * Winnowing: Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting" (2003).
 * Nothing shorter than K tokens is ever seen, and any passage of K + WINDOW - 1 tokens that two texts share
 * gives both at least one fingerprint in common.
 */
export const K = 14;
export const WINDOW = 7;

const BASE_A = 0x01000193;
const BASE_B = 0x5bd1e995;

/** A hash below 2^53 for each run of K tokens, in order. */
export function kGrams(codes: Int32Array): Float64Array {
  const grams = new Float64Array(Math.max(0, codes.length - K + 1));
  const oldestA = power(BASE_A, K);
  const oldestB = power(BASE_B, K);
  let a = 0;
  let b = 0;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] as number;
    a = (Math.imul(a, BASE_A) + code) | 0;
    b = (Math.imul(b, BASE_B) + code) | 0;
    if (at >= K) {
      const gone = codes[at - K] as number;
      a = (a - Math.imul(gone, oldestA)) | 0;
      b = (b - Math.imul(gone, oldestB)) | 0;
    }
    if (at >= K - 1) grams[at - K + 1] = mix(a) * 2 ** 21 + (mix(b ^ a) >>> 11);
  }
  return grams;
}

/** Where the fingerprints stand among the k-grams, rising. Robust winnowing: few of equal ones. */
export function winnow(grams: Float64Array): number[] {
  const chosen: number[] = [];
  let least = -1;
  const windows = Math.max(Math.min(grams.length, 1), grams.length - WINDOW + 1);
  for (let start = 0; start < windows; start++) {
    const end = Math.min(start + WINDOW, grams.length);
    if (least < start) {
      least = start;
      // Of equal ones the last: it stays longest.
      for (let at = start + 1; at < end; at++) if (value(grams, at) <= value(grams, least)) least = at;
    } else if (value(grams, end - 1) < value(grams, least)) least = end - 1;
    if (chosen[chosen.length - 1] !== least) chosen.push(least);
  }
  return chosen;
}

function value(grams: Float64Array, at: number): number {
  return grams[at] as number;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let times = 0; times < exponent; times++) result = Math.imul(result, base);
  return result;
}

/** The last step of MurmurHash3: spreads every bit over all. At least 0. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
