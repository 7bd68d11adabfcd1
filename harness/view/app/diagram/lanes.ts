import { findName } from '../model/named-spans.ts';
import type { Run } from '../model/run.ts';

/** A row of the diagram: one actor, or all of a cluster that is folded. */
export interface Lane {
  readonly name: string;
  /** Positions in `trace.actors`. */
  readonly actors: readonly number[];
  /** Whether it stands for a whole cluster. */
  readonly isFolded: boolean;
}

/** Lanes below each other; those of a cluster have its name above them, in a run of several clusters. */
export interface LaneGroup {
  /** Undefined for actors that belong to no cluster, and in a run of one cluster. */
  readonly cluster: string | undefined;
  readonly lanes: readonly Lane[];
}

/** With more lanes than this, clusters are folded at first. */
const LANES_MAX = 20;
/** Of the clusters that a failure names, so many are not folded. */
const NAMED_MAX = 2;

/** In the order of the actors; a cluster stands where its first server does. `folded`: names of clusters. */
export function laneGroups({ trace, clusters }: Run, folded: ReadonlySet<string>): readonly LaneGroup[] {
  const groups: LaneGroup[] = [];
  const hasSeveral = clusters.all.length > 1;
  for (const [actor, { name }] of trace.actors.entries()) {
    const cluster = hasSeveral ? clusters.all[clusters.of[actor] ?? -1] : undefined;
    const lane = { name, actors: [actor], isFolded: false };
    if (!cluster) groups.push({ cluster: undefined, lanes: [lane] });
    else if (cluster.actors[0] === actor) {
      const own = cluster.actors.map((server) => ({
        name: trace.actors[server]?.name ?? '',
        actors: [server],
        isFolded: false,
      }));
      const whole = { name: cluster.name, actors: cluster.actors, isFolded: true };
      groups.push({ cluster: cluster.name, lanes: folded.has(cluster.name) ? [whole] : own });
    }
  }
  return groups;
}

/** Whether there are so many lanes, and no clusters to fold, that they are better seen at once. */
export function isCrowded({ trace, clusters }: Run): boolean {
  return trace.actors.length > LANES_MAX && clusters.all.length < 2;
}

/**
 * Names of the clusters to be folded as a run opens: none if there is room for all lanes, else all but those
 * that the failure is about.
 */
export function foldedAtFirst(runs: readonly Run[]): ReadonlySet<string> {
  const folded = new Set<string>();
  for (const run of runs) {
    const { clusters, trace } = run;
    if (clusters.all.length < 2 || trace.actors.length <= LANES_MAX) continue;
    const kept = concerned(run);
    for (const { name } of clusters.all) if (!kept.has(name)) folded.add(name);
  }
  return folded;
}

/** The clusters that take part in the step that the run opens at, and those that the failure names. */
function concerned({ trace, clusters, steps, failing, messageOf }: Run): ReadonlySet<string> {
  const { failure } = trace;
  if (!failure) return new Set();
  const { actor, cause } = steps[failing] ?? {};
  const message = cause?.kind === 'message' || cause?.kind === 'reply' ? messageOf(cause.message) : undefined;
  const acting = [actor, message?.from].map((each) => clusters.all[clusters.of[each ?? -1] ?? -1]?.name);
  const named = clusters.all.filter(({ name }) => findName(failure.message, name) !== undefined);
  // The last ones are those that have something now.
  const names = [...acting, ...named.slice(-NAMED_MAX).map(({ name }) => name)];
  return new Set(names.filter((name) => name !== undefined));
}
