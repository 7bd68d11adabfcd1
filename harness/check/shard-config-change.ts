import { Violation } from '../../labrpc/sim/violation.ts';
import { CONFIG_PAPER, type ConfigDifference, differenceOf, type ShardConfig } from './shard-config.ts';
import { listGroups, listNames, someOf } from './shard-config-texts.ts';
import { fewestMoves, sizesOf, tellWastedMove } from './shard-moves.ts';

/**
 * Throws unless the second configuration is not the first again (`controller/no-effect`), one join, leave or
 * move makes it (`controller/one-change`), and leaves the shards spread evenly if it was a join or leave
 * (`controller/balanced`), with no more of them moved than that takes (`controller/fewest-moves`). Both have
 * passed `checkValid`, and the second has the next number. `who` saw the later of the two.
 */
export function checkChange(before: ShardConfig, after: ShardConfig, who: string): void {
  if (after.number !== before.number + 1) {
    const numbers = `${before.number} and ${after.number}`;
    throw new RangeError(`configurations ${numbers} are not neighbours: give number n and then number n + 1`);
  }
  const difference = differenceOf(before, after);
  if (Object.values(difference).every(({ length }) => length === 0)) {
    const wrong = `everything is as in configuration ${before.number}: only a change that has an effect raises the number`;
    throw violation('controller/no-effect', after, wrong, who);
  }
  const wrong = wrongChange(before, after, difference);
  if (wrong !== undefined) throw violation('controller/one-change', after, wrong, who);
  if (difference.added.length + difference.removed.length === 0) return;
  const unbalanced = imbalance(after);
  if (unbalanced !== undefined) throw violation('controller/balanced', after, unbalanced, who);
  const wasted = waste(before, after, difference);
  if (wasted !== undefined) throw violation('controller/fewest-moves', after, wasted, who);
}

/** More than one join, leave or move. */
function wrongChange(
  before: ShardConfig,
  after: ShardConfig,
  difference: ConfigDifference,
): string | undefined {
  const { added, removed, renamed, moved } = difference;
  const [other] = renamed;
  if (other !== undefined) {
    const names = [before, after].map(({ groups }) => listNames(groups.get(other) ?? []));
    return `group ${other} is ${names[1]}, and it was ${names[0]} in configuration ${before.number}: the servers of a group stay the same until it leaves`;
  }
  if (added.length > 0 && removed.length > 0) {
    return `${listGroups(added)} came and ${listGroups(removed)} left since configuration ${before.number}: a join only adds groups, a leave only removes them`;
  }
  if (added.length + removed.length > 0 || moved.length === 1) return undefined;
  const moves = someOf(moved.map((shard) => `shard ${shard} ${tellMove(before, after, shard)}`));
  return `the groups are those of configuration ${before.number}, and ${moved.length} shards moved (${moves}): without a join or leave there can only be a move, of one shard`;
}

function tellMove(before: ShardConfig, after: ShardConfig, shard: number): string {
  return `from ${before.shards[shard]} to ${after.shards[shard]}`;
}

/** Why sizes are not within one. With more groups than shards that means 0 or 1 each. */
function imbalance({ shards, groups }: ShardConfig): string | undefined {
  if (groups.size === 0) return undefined;
  const bySize = [...sizesOf(shards, groups.keys())].sort(([gidA, a], [gidB, b]) => a - b || gidA - gidB);
  const [smallest, fewest] = bySize[0] as [number, number];
  const [largest, most] = bySize.at(-1) as [number, number];
  if (most - fewest <= 1) return undefined;
  const sizes = `group ${largest} has ${most} of the ${shards.length} shards and group ${smallest} has ${fewest}`;
  return `${sizes}: after a join or leave no two groups differ by more than one`;
}

/** Why fewer shards could have moved. */
function waste(before: ShardConfig, after: ShardConfig, { moved }: ConfigDifference): string | undefined {
  const gids = [...after.groups.keys()];
  const fewest = fewestMoves(before.shards, gids);
  if (moved.length <= fewest) return undefined;
  const some = `${moved.length} ${moved.length === 1 ? 'shard' : 'shards'} moved`;
  const due = fewest === 0 ? 'none had to' : `${fewest} had to`;
  const counts = `${some} since configuration ${before.number}, and ${due}`;
  return `${counts}: ${tellWastedMove(before.shards, after.shards, gids)}`;
}

function violation(rule: string, { number }: ShardConfig, wrong: string, who: string): Violation {
  return new Violation(rule, `${who} found that in configuration ${number}, ${wrong}`, {
    paper: CONFIG_PAPER,
    actor: who,
  });
}
