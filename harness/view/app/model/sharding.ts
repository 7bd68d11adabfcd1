import type { Operation } from '../../../trace/trace.ts';
import { type ConfigStep, configHistory, isSameConfig } from './config-history.ts';
import type { Run } from './run.ts';
import { readConfig, type ShardConfig } from './shard-config.ts';
import { type ShardOperation, shardOf, shardOperations } from './shard-operations.ts';
import { countUpTo } from './state-history.ts';

/** Less than what a trace tells apart, in ms. */
const MOMENT = 0.0001;

/** An operation that takes longer has waited for something. */
export const LONG_WAIT_MS = 100;

/** From then on, this was the newest configuration that anybody had. */
export interface KnownConfig {
  readonly config: ShardConfig;
  readonly atMs: number;
  /** Position of the step. */
  readonly position: number;
}

/** A stretch of time in which a group had a shard by the newest configuration known. */
export interface Reign {
  /** 0: nobody. */
  readonly gid: number;
  /** The configuration with which it began. */
  readonly number: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly position: number;
  /**
   * When a server of the group had that configuration; `Infinity`: none has yet; undefined: no server of the
   * group ever shows a configuration.
   */
  readonly takenMs: number | undefined;
  /** When a server of the group no longer said that it waits for the shard: `takenMs` if none ever did. */
  readonly arrivedMs: number | undefined;
}

export interface ShardRow {
  readonly shard: number;
  readonly reigns: readonly Reign[];
  readonly operations: readonly ShardOperation[];
}

/** Who has which shard in a run. What no state or operation shows is not there. */
export interface Sharding {
  readonly configs: readonly KnownConfig[];
  /** Configurations that were seen with different contents: by number, where the second was. */
  readonly contradictions: ReadonlyMap<number, number>;
  readonly rows: readonly ShardRow[];
  /** By actor. */
  readonly histories: readonly (readonly ConfigStep[])[];
  /** The group of each actor; undefined of who is in no configuration. */
  readonly gidOf: readonly (number | undefined)[];
  /** Numbers of all groups that ever were in a configuration, ascending. */
  readonly gids: readonly number[];
}

const known = new WeakMap<Run, Sharding>();

export function shardingOf(run: Run): Sharding {
  const sharding = known.get(run) ?? findSharding(run);
  known.set(run, sharding);
  return sharding;
}

/** Whether there is a sharded service to be seen. */
export function hasShards(run: Run): boolean {
  const tells = (operation: Operation) =>
    shardOf(operation) !== undefined || readConfig(operation.result ?? null) !== undefined;
  if (run.trace.operations.some(tells)) return true;
  return run.clusters.all.length > 1 && shardingOf(run).rows.length > 0;
}

function findSharding(run: Run): Sharding {
  const { actors, operations } = run.trace;
  const histories = actors.map((actor, index) => configHistory(actor, run.steps, run.stepsOf[index] ?? []));
  const seen = [
    ...histories.flat().flatMap(({ config, atMs, position }) => (config ? [{ config, atMs, position }] : [])),
    ...operations.flatMap(({ result, toMs }) => {
      const config = result === undefined ? undefined : readConfig(result);
      return config && toMs !== undefined ? [{ config, atMs: toMs, position: positionAt(run, toMs) }] : [];
    }),
  ].sort((a, b) => a.position - b.position);
  const { configs, contradictions } = newestConfigs(seen);
  const groups = new Map(seen.flatMap(({ config }) => [...config.groups]));
  const gidOf = actors.map(({ name }) => [...groups].find(([, names]) => names.includes(name))?.[0]);
  const ofShard = shardOperations(run);
  const count = Math.max(
    ...configs.map(({ config }) => config.shards.length),
    ...[...ofShard.keys()].map((shard) => shard + 1),
    0,
  );
  const rows = Array.from({ length: count }, (_, shard) => ({
    shard,
    reigns: reignsOf(run, configs, shard, (gid) => histories.filter((_, actor) => gidOf[actor] === gid)),
    operations: ofShard.get(shard) ?? [],
  }));
  return { configs, contradictions, rows, histories, gidOf, gids: [...groups.keys()].sort((a, b) => a - b) };
}

/** The first step that was not over before this time. */
function positionAt({ times }: Run, ms: number): number {
  return Math.min(countUpTo(times, ms - MOMENT), times.length - 1);
}

function newestConfigs(seen: readonly KnownConfig[]): Pick<Sharding, 'configs' | 'contradictions'> {
  const configs: KnownConfig[] = [];
  const contradictions = new Map<number, number>();
  const byNumber = new Map<number, ShardConfig>();
  for (const each of seen) {
    const { config, position } = each;
    const before = byNumber.get(config.number);
    if (!before) byNumber.set(config.number, config);
    else if (!isSameConfig(before, config) && !contradictions.has(config.number)) {
      contradictions.set(config.number, position);
    }
    if (config.number > (configs.at(-1)?.config.number ?? -1)) configs.push(each);
  }
  return { configs, contradictions };
}

function reignsOf(
  run: Run,
  configs: readonly KnownConfig[],
  shard: number,
  historiesOf: (gid: number) => readonly (readonly ConfigStep[])[],
): readonly Reign[] {
  const begun = configs.flatMap(({ config, atMs, position }) => {
    const gid = config.shards[shard];
    return gid === undefined ? [] : [{ gid, number: config.number, fromMs: atMs, position }];
  });
  const changes = begun.filter(({ gid }, index) => index === 0 || begun[index - 1]?.gid !== gid);
  return changes.map((each, index) => {
    const toMs = changes[index + 1]?.fromMs ?? run.endMs;
    return { ...each, toMs, ...takeover(historiesOf(each.gid), each.number, shard) };
  });
}

/** When a server of a group first had a configuration, and when one no longer awaited the shard. */
function takeover(
  histories: readonly (readonly ConfigStep[])[],
  number: number,
  shard: number,
): Pick<Reign, 'takenMs' | 'arrivedMs'> {
  if (!histories.some((history) => history.some(({ config }) => config))) {
    return { takenMs: undefined, arrivedMs: undefined };
  }
  const since = histories.map((history) => history.filter(({ config }) => (config?.number ?? -1) >= number));
  const firstMs = (steps: readonly ConfigStep[]) => steps[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const arrived = since.map((steps) => firstMs(steps.filter(({ awaited }) => !awaited.has(shard))));
  return { takenMs: Math.min(...since.map(firstMs)), arrivedMs: Math.min(...arrived) };
}

/** How long an operation waited, to the end of the run if it has no answer. */
export function waitMs({ endMs }: Run, { fromMs, toMs }: ShardOperation): number {
  return (toMs ?? endMs) - fromMs;
}

export function groupName(gid: number): string {
  return gid === 0 ? 'nobody' : `group ${gid}`;
}

/** The shard of the operation under way at a step; else the one that had to wait longest for an answer. */
export function shardToShow(run: Run, { rows }: Sharding, position: number): number {
  const { actor, atMs = 0 } = run.steps[position] ?? {};
  const isUnderWay = (each: Operation) =>
    each.actor === actor && each.fromMs <= atMs && atMs <= (each.toMs ?? run.endMs);
  const asked = run.trace.operations.findLast(isUnderWay);
  const own = asked && shardOf(asked);
  if (own !== undefined && rows[own]) return own;
  const longest = rows.map(({ operations }) => Math.max(0, ...operations.map((each) => waitMs(run, each))));
  return Math.max(longest.indexOf(Math.max(...longest)), 0);
}
