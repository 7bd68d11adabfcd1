import { inspect } from 'node:util';
import { Violation } from '../../labrpc/sim/violation.ts';
import { listGroups } from './shard-config-texts.ts';

/** As in the contract of lab 4. */
export interface ShardConfig {
  readonly number: number;
  /** The group of each shard, by shard; 0: none. */
  readonly shards: readonly number[];
  /** The server names of each group, by gid. */
  readonly groups: ReadonlyMap<number, readonly string[]>;
}

/** Where two configurations differ. Gids and shards ascend, whatever the order of the maps. */
export interface ConfigDifference {
  /** Gids that only the second has. */
  readonly added: readonly number[];
  /** Gids that only the first has. */
  readonly removed: readonly number[];
  /** Gids that both have, with other server names or the same in another order. */
  readonly renamed: readonly number[];
  /** Shards whose group differs. */
  readonly moved: readonly number[];
}

/** The handout and the contract say all that a configuration has to be. */
export const CONFIG_PAPER = 'contract';

/** What a query resolved to, as a configuration. Throws if it is none (`controller/answer`). `who` asked. */
export function checkShape(value: unknown, shardCount: number, who: string): ShardConfig {
  const wrong = wrongShape(value, shardCount);
  if (wrong === undefined) return value as ShardConfig;
  const message = `${who}'s query must resolve to a configuration { number, shards, groups }, and ${wrong}`;
  throw new Violation('controller/answer', message, { paper: CONFIG_PAPER, actor: who });
}

/**
 * Throws if configuration 0 is not the empty one (`controller/first-config`), or another leaves a shard to
 * nobody who could serve it (`controller/valid`). `who` was told it.
 */
export function checkValid(config: ShardConfig, who: string): void {
  const { number } = config;
  const [rule, wrong] =
    number === 0
      ? (['controller/first-config', notEmpty(config)] as const)
      : (['controller/valid', invalidity(config)] as const);
  if (wrong === undefined) return;
  const message = `${who} was told configuration ${number}, in which ${wrong}`;
  throw new Violation(rule, message, { paper: CONFIG_PAPER, actor: who });
}

function wrongShape(value: unknown, shardCount: number): string | undefined {
  if (typeof value !== 'object' || value === null) return `gave ${show(value)}`;
  const { number, shards, groups } = value as Partial<Record<keyof ShardConfig, unknown>>;
  if (!isGid(number)) return `its number is ${show(number)}, not an integer from 0 on`;
  if (!Array.isArray(shards)) return `its shards are ${show(shards)}, not an array of gids`;
  if (shards.length !== shardCount) return `its shards has ${shards.length} entries for ${shardCount} shards`;
  const strange = shards.findIndex((gid) => !isGid(gid));
  if (strange >= 0)
    return `shard ${strange} is in group ${show(shards[strange])}, and gids are integers from 0 on`;
  if (!(groups instanceof Map)) return `its groups are ${show(groups)}, not a Map from gid to server names`;
  for (const [gid, names] of groups as Map<unknown, unknown>) {
    if (!isGid(gid) || gid === 0)
      return `it has a group ${show(gid)}, and the gid of a group is a positive integer`;
    const isNames = Array.isArray(names) && names.every((name) => typeof name === 'string');
    if (!isNames) return `its group ${gid} is ${show(names)}, not an array of server names`;
  }
  return undefined;
}

function isGid(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function notEmpty({ shards, groups }: ShardConfig): string | undefined {
  const gids = [...groups.keys()].sort(ascending);
  const never = 'configuration 0 has no groups, and never changes';
  if (gids.length > 0) return `${listGroups(gids)} ${gids.length === 1 ? 'exists' : 'exist'}: ${never}`;
  const owned = shards.findIndex((gid) => gid !== 0);
  return owned < 0 ? undefined : `shard ${owned} is in group ${shards[owned]}: ${never}`;
}

function invalidity({ shards, groups }: ShardConfig): string | undefined {
  if (groups.size === 0) {
    const owned = shards.findIndex((gid) => gid !== 0);
    return owned < 0 ? undefined : `shard ${owned} is in group ${shards[owned]}, and there are no groups`;
  }
  const lost = shards.findIndex((gid) => !groups.has(gid));
  if (lost < 0) return undefined;
  const are = `there ${groups.size === 1 ? 'is' : 'are'}`;
  const gids = listGroups([...groups.keys()].sort(ascending));
  if (shards[lost] === 0) return `shard ${lost} is in no group (gid 0), though ${are} ${gids}`;
  return `shard ${lost} is in group ${shards[lost]}, and ${are} only ${gids}`;
}

/** Costs time in proportion to shards + groups log groups. Both have as many shards. */
export function differenceOf(first: ShardConfig, second: ShardConfig): ConfigDifference {
  const moved: number[] = [];
  for (const [shard, gid] of second.shards.entries()) if (first.shards[shard] !== gid) moved.push(shard);
  const added: number[] = [];
  const renamed: number[] = [];
  for (const [gid, names] of second.groups) {
    if (!first.groups.has(gid)) added.push(gid);
    else if (!sameNames(names, first.groups.get(gid))) renamed.push(gid);
  }
  const removed = [...first.groups.keys()].filter((gid) => !second.groups.has(gid));
  for (const gids of [added, removed, renamed]) gids.sort(ascending);
  return { added, removed, renamed, moved };
}

/** The same in the same order; never those of a group that there is not. */
export function sameNames(first: readonly string[], second: readonly string[] | undefined): boolean {
  return first.length === second?.length && first.every((name, index) => name === second[index]);
}

function ascending(a: number, b: number): number {
  return a - b;
}

function show(value: unknown): string {
  return inspect(value, {
    depth: 0,
    breakLength: Number.POSITIVE_INFINITY,
    maxArrayLength: 4,
    maxStringLength: 40,
  });
}
