import { isUp, type Run } from './run.ts';
import type { Sharding } from './sharding.ts';

export interface GroupServer {
  readonly actor: number;
  /** Of the newest configuration in its memory; undefined if none is to be seen. */
  readonly number: number | undefined;
  /** Shards that it says it waits for, ascending. */
  readonly awaited: readonly number[];
  readonly isUp: boolean;
  readonly isLeader: boolean;
}

export interface GroupNow {
  readonly gid: number;
  /** What it has by the newest configuration known, ascending. */
  readonly shards: readonly number[];
  readonly servers: readonly GroupServer[];
}

export interface GroupsNow {
  /** The number of the newest configuration that anybody had; undefined if nobody had any. */
  readonly newest: number | undefined;
  readonly groups: readonly GroupNow[];
}

/** How the groups stand after a step. */
export function groupsAt(run: Run, sharding: Sharding, position: number): GroupsNow {
  const { configs, gids, gidOf } = sharding;
  const newest = configs.findLast((each) => each.position <= position)?.config;
  const groups = gids.map((gid) => ({
    gid,
    shards: newest?.shards.flatMap((owner, shard) => (owner === gid ? [shard] : [])) ?? [],
    servers: gidOf.flatMap((own, actor) => (own === gid ? [serverAt(run, sharding, actor, position)] : [])),
  }));
  return { newest: newest?.number, groups };
}

function serverAt(run: Run, { histories }: Sharding, actor: number, position: number): GroupServer {
  const now = histories[actor]?.findLast((each) => each.position <= position);
  const nowMs = run.times[position] ?? run.endMs;
  return {
    actor,
    number: now?.config?.number,
    awaited: [...(now?.awaited ?? [])].sort((a, b) => a - b),
    isUp: isUp(run, actor, position),
    isLeader: run.leaders.some((each) => each.actor === actor && each.fromMs <= nowMs && nowMs < each.toMs),
  };
}
