import type { Captured, Path } from '../../../trace/captured.ts';
import type { Step, TraceActor } from '../../../trace/trace.ts';
import { awaitedShards, mayTellOfAwaited } from './awaited-shards.ts';
import { Patcher, valueAt } from './patch.ts';
import { configsIn, isNotInForce, readConfig, type ShardConfig } from './shard-config.ts';

/** From this step on, this was the newest configuration that an actor had. */
export interface ConfigStep {
  readonly position: number;
  readonly atMs: number;
  /** Undefined: it has none, for it has just started. */
  readonly config: ShardConfig | undefined;
  /** Shards that it says it waits for, as far as its fields tell. */
  readonly awaited: ReadonlySet<number>;
}

const MEMORY = 'memory';

/**
 * The newest configuration in an actor's memory over time, wherever it stands there. `positions`: of the
 * steps that may have changed the actor, ascending.
 */
export function configHistory(
  actor: TraceActor,
  steps: readonly Step[],
  positions: readonly number[],
): readonly ConfigStep[] {
  const patcher = new Patcher(actor.state);
  const places = new Map<string, Path>();
  const history: ConfigStep[] = [];
  for (const position of positions) {
    const { changes, atMs = 0 } = steps[position] ?? {};
    if (!changes) continue;
    patcher.apply(changes);
    const isTouched = changes.some(([path, value]) => touches(places, path, value ?? null));
    const isAboutShards = changes.some(([path]) => mayTellOfAwaited(path) && !path.some(isNotInForce));
    if (!isTouched && !isAboutShards) continue;
    const state = patcher.freeze();
    const config = newest(state, places);
    const awaited = awaitedShards(valueAt(state, [MEMORY]));
    const last = history.at(-1);
    if (isSameConfig(last?.config, config) && isSameSet(last?.awaited, awaited)) continue;
    history.push({ position, atMs, config, awaited });
  }
  return history;
}

/** Notes where configurations may now be. Returns whether the change has to do with any. */
function touches(places: Map<string, Path>, path: Path, value: Captured): boolean {
  if (path.some(isNotInForce) || (path[0] ?? MEMORY) !== MEMORY) return false;
  const isAt = (place: Path) =>
    place.every((key, at) => at >= path.length || String(key) === String(path[at]));
  let isTouched = false;
  for (const [name, place] of places) {
    if (!isAt(place)) continue;
    isTouched = true;
    if (place.length >= path.length) places.delete(name);
  }
  if (typeof value !== 'object' || value === null) return isTouched;
  const found = path.length === 0 ? configsIn(valueAt(value, [MEMORY]), [MEMORY]) : configsIn(value, path);
  for (const { path: place } of found) places.set(place.join('\n'), place);
  return isTouched || found.length > 0 || path.length === 0;
}

function newest(state: Captured, places: ReadonlyMap<string, Path>): ShardConfig | undefined {
  let best: ShardConfig | undefined;
  for (const place of places.values()) {
    const config = readConfig(valueAt(state, place));
    if (config && config.number >= (best?.number ?? 0)) best = config;
  }
  return best;
}

export function isSameConfig(a: ShardConfig | undefined, b: ShardConfig | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  return (
    a.number === b.number &&
    a.shards.length === b.shards.length &&
    a.shards.every((gid, shard) => gid === b.shards[shard])
  );
}

function isSameSet(a: ReadonlySet<number> | undefined, b: ReadonlySet<number>): boolean {
  return a !== undefined && a.size === b.size && [...a].every((shard) => b.has(shard));
}
