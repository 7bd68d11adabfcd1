/** A set of the writes of one key: bit n stands for the nth of them, from 0. Joined by `|`, met by `&`. */
export type WriteSet = bigint;

/** The numbers of the writes in a set, lowest first. */
export function writesIn(set: WriteSet): number[] {
  const found: number[] = [];
  for (let [rest, index] = [set, 0]; rest > 0n; rest >>= 1n, index++) {
    if ((rest & 1n) === 1n) found.push(index);
  }
  return found;
}
