/** An item of a chain, or the remark that the items before it are repeated. */
export type Folded<T> =
  | { readonly kind: 'item'; readonly item: T }
  /** The last `length` items come `times` more times. */
  | { readonly kind: 'repeat'; readonly length: number; readonly times: number };

const LONGEST_ROUND = 6;
/** Rounds that are repeated less often than this are shown. */
const REPEATS_MIN = 2;

/** Shows rounds that repeat each other once. Two items are the same if `keyOf` says the same of them. */
export function foldChain<T>(items: readonly T[], keyOf: (item: T) => string): readonly Folded<T>[] {
  const keys = items.map(keyOf);
  const folded: Folded<T>[] = [];
  let at = 0;
  while (at < items.length) {
    const { length, times } = longestRepeat(keys, at);
    for (const item of items.slice(at, at + length)) folded.push({ kind: 'item', item });
    if (times > 0) folded.push({ kind: 'repeat', length, times });
    at += length * (1 + times);
  }
  return folded;
}

/** How many items from here on make a round, and how often it is repeated. */
function longestRepeat(keys: readonly string[], at: number): { length: number; times: number } {
  for (let length = 1; length <= LONGEST_ROUND; length++) {
    let times = 0;
    while (isSameRound(keys, at, at + (times + 1) * length, length)) times++;
    if (times >= REPEATS_MIN) return { length, times };
  }
  return { length: 1, times: 0 };
}

function isSameRound(keys: readonly string[], one: number, other: number, length: number): boolean {
  if (other + length > keys.length) return false;
  for (let at = 0; at < length; at++) if (keys[one + at] !== keys[other + at]) return false;
  return true;
}
