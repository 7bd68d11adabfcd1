/**
 * How many shards must go to another group at least, so that these groups share all shards and none has two
 * more than another. Exact wherever the shards were before: in groups that left, in none, or heaped up by
 * moves. Without groups all go to gid 0.
 */
export function fewestMoves(before: readonly number[], gidsAfter: readonly number[]): number {
  if (gidsAfter.length === 0) return before.filter((gid) => gid !== 0).length;
  const sizes = sizesOf(before, gidsAfter);
  const share = Math.floor(before.length / gidsAfter.length);
  // So many groups have one shard more than their share: best those that have it already.
  const largerGroups = before.length % gidsAfter.length;
  let kept = 0;
  let canKeepOneMore = 0;
  for (const size of sizes.values()) {
    kept += Math.min(size, share);
    if (size > share) canKeepOneMore++;
  }
  return before.length - kept - Math.min(largerGroups, canKeepOneMore);
}

/** How many shards each of these groups has. */
export function sizesOf(shards: readonly number[], gids: Iterable<number>): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (const gid of gids) sizes.set(gid, 0);
  for (const gid of shards) {
    const size = sizes.get(gid);
    if (size !== undefined) sizes.set(gid, size + 1);
  }
  return sizes;
}

interface Move {
  readonly shard: number;
  readonly from: number;
  readonly to: number;
}

/**
 * An example of a shard that need not have gone where it went: `shard 4 went from 1 to 2, though …`. For a
 * balanced change in which more shards moved than `fewestMoves`. Then there is always one of three: a shard
 * that left a group which ends up smaller than the one it went to; a group that lost one shard and got
 * another; a group that lost one and ends up smaller than another that got one.
 */
export function tellWastedMove(
  before: readonly number[],
  after: readonly number[],
  gidsAfter: readonly number[],
): string {
  const sizes = sizesOf(after, gidsAfter);
  const sizeOf = (gid: number) => sizes.get(gid) ?? 0;
  const moves = movesBetween(before, after);
  const avoidable = moves.filter(({ from }) => sizes.has(from));
  const direct = avoidable.find(({ from, to }) => sizeOf(from) < sizeOf(to));
  if (direct) {
    const { from, to } = direct;
    const now = `now group ${from} is at ${sizeOf(from)} and group ${to} at ${sizeOf(to)}`;
    return `${tell(direct)}, though ${now}: it could have stayed`;
  }
  const arrivals = new Map(moves.map((move) => [move.to, move]));
  for (const lost of avoidable) {
    const got = arrivals.get(lost.from);
    if (got) return `${tell(lost)}, though ${tell(got)}: ${tellBetter(lost, got)}`;
  }
  const smallest = Math.min(...sizes.values());
  const lost = avoidable.find(({ from }) => sizeOf(from) === smallest);
  const got = moves.find(({ to }) => sizeOf(to) > smallest);
  if (!lost || !got) throw new Error('the change is not balanced, or no move in it is wasted');
  const now = `now group ${lost.from} is at ${smallest} and group ${got.to} at ${sizeOf(got.to)}`;
  return `${tell(lost)}, though ${now}, to which ${tell(got)}: ${tellBetter(lost, got)}`;
}

function movesBetween(before: readonly number[], after: readonly number[]): Move[] {
  const all = after.map((to, shard) => ({ shard, from: before[shard] ?? 0, to }));
  return all.filter(({ from, to }) => from !== to);
}

function tell({ shard, from, to }: Move): string {
  return `shard ${shard} went from ${from} to ${to}`;
}

/** What would have come to the same sizes: the one stays where it was, the other goes where the one went. */
function tellBetter(lost: Move, got: Move): string {
  if (got.from === lost.to) return 'both could have stayed';
  return `shard ${lost.shard} could have stayed, and shard ${got.shard} gone to ${lost.to}`;
}
