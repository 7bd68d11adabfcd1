/**
 * The name of a write to a key: the replica that took it, and which of that replica's writes to the key it
 * was, from 1 (Preguiça and others 2012: a dot).
 */
export interface Dot {
  readonly replica: number;
  readonly nth: number;
}

/** Of one replica's writes to a key, all of the first `upTo`, and some after them, in order. */
interface Run {
  readonly upTo: number;
  readonly beyond: readonly number[];
}

/**
 * A set of dots, by replica: a version vector, and beside it the few dots beyond what it covers without a
 * gap. Never changed, and plain data: it can be sent.
 */
export type Dots = ReadonlyMap<number, Run>;

export const NO_DOTS: Dots = new Map();
const NOTHING: Run = { upTo: 0, beyond: [] };

export function hasDot(dots: Dots, { replica, nth }: Dot): boolean {
  const { upTo, beyond } = dots.get(replica) ?? NOTHING;
  return nth <= upTo || beyond.includes(nth);
}

export function withDot(dots: Dots, { replica, nth }: Dot): Dots {
  return union(dots, new Map([[replica, { upTo: 0, beyond: [nth] }]]));
}

export function union(a: Dots, b: Dots): Dots {
  const all = new Map(a);
  for (const [replica, run] of b) all.set(replica, unionOfRuns(a.get(replica) ?? NOTHING, run));
  return all;
}

/** The last write of that replica in the set, 0 for none. */
export function lastOf(dots: Dots, replica: number): number {
  const { upTo, beyond } = dots.get(replica) ?? NOTHING;
  return Math.max(upTo, ...beyond);
}

function unionOfRuns(a: Run, b: Run): Run {
  let upTo = Math.max(a.upTo, b.upTo);
  const loose = new Set([...a.beyond, ...b.beyond]);
  // What follows without a gap needs no place of its own any more: a set of n dots in a row is one number.
  while (loose.has(upTo + 1)) upTo += 1;
  const beyond = [...loose].filter((nth) => nth > upTo).sort((one, other) => one - other);
  return { upTo, beyond };
}
