import type { Captured, Path } from '../../../trace/captured.ts';
import { entriesOf, fieldsOf, specialOf } from './captured-text.ts';
import { asList } from './named-fields.ts';

/** A configuration of a sharded service, as the contract of lab 4 has it. */
export interface ShardConfig {
  readonly number: number;
  /** The group of each shard; undefined where a long list was cut. */
  readonly shards: readonly (number | undefined)[];
  /** The server names of each group. */
  readonly groups: ReadonlyMap<number, readonly string[]>;
}

/** A configuration, and where it stands in a state. */
export interface FoundConfig {
  readonly path: Path;
  readonly config: ShardConfig;
}

/** In logs and in what waits there may be configurations that are not in force yet, or never will be. */
const NOT_IN_FORCE = /^(raft|log|persister|peers|next|pending|proposed)/i;
const DEPTH = 10;

/** Undefined if the value is no configuration. */
export function readConfig(value: Captured): ShardConfig | undefined {
  const fields = fieldsOf(value);
  if (!fields || typeof fields.number !== 'number' || !('groups' in fields)) return undefined;
  const shards = asList(fields.shards ?? null);
  const groups = groupsOf(fields.groups ?? null);
  if (!shards || !groups || ![...shards.values()].every((gid) => typeof gid === 'number')) return undefined;
  const known = fieldsOf(fields.shards ?? null)?.length;
  const length = typeof known === 'number' ? known : shards.size;
  return {
    number: fields.number,
    shards: Array.from({ length }, (_, shard) => shards.get(shard) as number | undefined),
    groups,
  };
}

function groupsOf(value: Captured): ReadonlyMap<number, readonly string[]> | undefined {
  const kind = specialOf(value);
  if (kind !== 'Map' && !(kind === undefined && fieldsOf(value))) return undefined;
  return new Map(
    entriesOf(value).map(({ label, value: names }) => [
      Number(label),
      [...(asList(names)?.values() ?? [])].filter((name) => typeof name === 'string'),
    ]),
  );
}

/** All configurations in a value, with their paths below `prefix`. */
export function configsIn(value: Captured, prefix: Path = []): readonly FoundConfig[] {
  const config = readConfig(value);
  if (config) return [{ path: prefix, config }];
  if (prefix.length >= DEPTH) return [];
  return entriesOf(value).flatMap(({ label, path, value: item }) =>
    typeof item !== 'object' || isNotInForce(label) ? [] : configsIn(item, [...prefix, ...path]),
  );
}

export function isNotInForce(key: string | number): boolean {
  return typeof key === 'string' && NOT_IN_FORCE.test(key);
}
