import type { ControllerInput } from './controller-model.ts';
import { type ConfigDifference, differenceOf, type ShardConfig, sameNames } from './shard-config.ts';
import { listNames, someOf } from './shard-config-texts.ts';

/** A call that may make a configuration. */
export type ChangeInput = Exclude<ControllerInput, { kind: 'query' }>;

/** From one configuration to the next. */
export interface Change extends ConfigDifference {
  readonly before: ShardConfig;
  readonly after: ShardConfig;
}

export function changeBetween(before: ShardConfig, after: ShardConfig): Change {
  return { ...differenceOf(before, after), before, after };
}

/** What a call comes to in this configuration; undefined: nothing. */
export function effectOf(config: ShardConfig, input: ChangeInput): ChangeInput | undefined {
  const { groups, shards } = config;
  if (input.kind === 'join') {
    const fresh = input.groups.filter(([gid]) => !groups.has(gid));
    return fresh.length > 0 ? { kind: 'join', groups: fresh } : undefined;
  }
  if (input.kind === 'leave') {
    const gids = [...new Set(input.gids)].filter((gid) => groups.has(gid));
    return gids.length > 0 ? { kind: 'leave', gids } : undefined;
  }
  const { shard, gid } = input;
  const isPossible = groups.has(gid) && shards[shard] !== undefined;
  return isPossible && shards[shard] !== gid ? input : undefined;
}

/** Whether this call, made when the first configuration was the newest, makes just this change. */
export function isMadeBy(change: Change, input: ChangeInput): boolean {
  const effect = effectOf(change.before, input);
  return effect !== undefined && isEffect(change, effect);
}

function isEffect({ added, removed, renamed, moved, after }: Change, effect: ChangeInput): boolean {
  const join = effect.kind === 'join' ? effect.groups : [];
  const leave = effect.kind === 'leave' ? effect.gids : [];
  if (renamed.length > 0 || added.length !== join.length || removed.length !== leave.length) return false;
  if (effect.kind === 'join') {
    return join.every(([gid, names]) => sameNames(names, after.groups.get(gid)));
  }
  if (effect.kind === 'leave') return leave.every((gid) => !after.groups.has(gid));
  return moved.length === 1 && after.shards[effect.shard] === effect.gid;
}

/** `group 3 [g3.0, g3.1] joins`, `group 3 leaves`, `shard 2 moves from 1 to 3`. */
export function tellChange({ before, after, added, removed, moved }: Change): string {
  const joined = added.map((gid) => `group ${gid} ${listNames(after.groups.get(gid) ?? [])} joins`);
  const left = removed.map((gid) => `group ${gid} leaves`);
  const groups = [...joined, ...left];
  const { shards } = before;
  const moves = moved.map((shard) => `shard ${shard} moves from ${shards[shard]} to ${after.shards[shard]}`);
  return someOf(groups.length > 0 ? groups : moves);
}
