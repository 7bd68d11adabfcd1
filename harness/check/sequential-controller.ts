import type { ControllerInput, ControllerOutput } from './controller-model.ts';
import type { SequentialObject } from './linearizability/generate/sequential-object.ts';
import type { ShardConfig } from './shard-config.ts';
import { sizesOf } from './shard-moves.ts';

/** All configurations so far, from number 0 on. */
export type ControllerState = readonly ShardConfig[];

/** For tests: a controller as it should be, by what it does, one call after the other. */
export function sequentialController(
  shardCount: number,
): SequentialObject<ControllerInput, ControllerOutput, ControllerState> {
  const first = { number: 0, shards: new Array<number>(shardCount).fill(0), groups: new Map() };
  return {
    initial: [first],
    apply(state, input) {
      const newest = state.at(-1) as ShardConfig;
      if (input.kind === 'query') {
        const { number = -1 } = input;
        return { state, output: (state[number] ?? newest).number };
      }
      const after = changed(newest, input);
      return { state: after === newest ? state : [...state, after], output: null };
    },
  };
}

function changed(config: ShardConfig, input: Exclude<ControllerInput, { kind: 'query' }>): ShardConfig {
  const groups = new Map(config.groups);
  const number = config.number + 1;
  if (input.kind === 'move') {
    const { shard, gid } = input;
    if (!groups.has(gid) || !(shard in config.shards) || config.shards[shard] === gid) return config;
    return { number, groups, shards: config.shards.with(shard, gid) };
  }
  if (input.kind === 'join') {
    for (const [gid, names] of input.groups) groups.set(gid, groups.get(gid) ?? names);
  } else {
    for (const gid of input.gids) groups.delete(gid);
  }
  return groups.size === config.groups.size
    ? config
    : { number, groups, shards: spread(config.shards, groups) };
}

/** Orphans one by one to the smallest group; then one shard at a time from the largest to the smallest. */
function spread(before: readonly number[], groups: ReadonlyMap<number, unknown>): number[] {
  const shards = before.map((gid) => (groups.has(gid) ? gid : 0));
  if (groups.size === 0) return shards;
  for (;;) {
    const bySize = [...sizesOf(shards, groups.keys())].sort(([, a], [, b]) => a - b);
    const [smallest, fewest] = bySize[0] as [number, number];
    const [largest, most] = bySize.at(-1) as [number, number];
    const orphan = shards.indexOf(0);
    if (orphan < 0 && most - fewest <= 1) return shards;
    shards[orphan < 0 ? shards.indexOf(largest) : orphan] = smallest;
  }
}
