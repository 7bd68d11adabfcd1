import type { Gid } from '../../harness/scenarios/lab4-shardkv/contract.ts';

/**
 * Gives every group the same number of shards, to within one, and moves as few of them as that allows. It
 * depends on nothing but its arguments, and not on the order of `gids`: all replicas come to the same result.
 */
export function rebalance(shards: readonly Gid[], gids: readonly Gid[]): Gid[] {
  const held = (gid: Gid) => shards.filter((owner) => owner === gid).length;
  // Not all groups can have equally many: those that hold most now keep one more than the others.
  const order = [...gids].sort((a, b) => held(b) - held(a) || a - b);
  const least = Math.floor(shards.length / order.length);
  const remainder = shards.length % order.length;
  const room = new Map(order.map((gid, place) => [gid, place < remainder ? least + 1 : least]));
  const take = (gid: Gid): Gid | undefined => {
    const left = room.get(gid) ?? 0;
    room.set(gid, left - 1);
    return left > 0 ? gid : undefined;
  };
  // A shard stays where it is while its group has room for it; then those that cannot stay fill up the rest.
  const kept = shards.map(take);
  const free = order.flatMap((gid) => Array<Gid>(Math.max(0, room.get(gid) ?? 0)).fill(gid));
  return kept.map((gid) => gid ?? free.shift() ?? 0);
}
