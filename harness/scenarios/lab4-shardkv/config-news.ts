import { rangesText } from '../../check/ranges-text.ts';
import type { ShardConfig } from '../../check/shard-config.ts';
import { listGroups } from '../../check/shard-config-texts.ts';

/** What a configuration changed: `3 (groups 1, 2): shards 5–9 of group 1 to group 2`. */
export function configNews(before: ShardConfig | undefined, { number, shards, groups }: ShardConfig): string {
  const moves = new Map<string, number[]>();
  for (const [shard, gid] of shards.entries()) {
    const from = before?.shards[shard] ?? 0;
    if (from === gid) continue;
    const move = `${from === 0 ? '' : `of group ${from} `}to ${gid === 0 ? 'nobody' : `group ${gid}`}`;
    moves.set(move, [...(moves.get(move) ?? []), shard]);
  }
  const told = [...moves].map(
    ([move, moved]) => `${moved.length === 1 ? 'shard' : 'shards'} ${rangesText(moved)} ${move}`,
  );
  return `${number} (${listGroups([...groups.keys()].sort((a, b) => a - b))}): ${told.join('; ') || 'no shard moves'}`;
}

/** The groups that a shard has had: `of group 1 from configuration 1 on, of group 2 from 3 on`. */
export function ownersText(configs: readonly ShardConfig[], shard: number): string {
  const changes = configs.filter(({ shards }, index) => shards[shard] !== configs[index - 1]?.shards[shard]);
  const told = changes.filter(({ shards }) => shards[shard] !== 0).slice(-OWNERS_TOLD);
  const owners = told.map(({ number, shards }, index) => {
    return `of group ${shards[shard]} from ${index === 0 ? 'configuration ' : ''}${number} on`;
  });
  return owners.join(', ') || 'of no group in any configuration that was seen';
}

const OWNERS_TOLD = 4;
