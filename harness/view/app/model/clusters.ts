import type { Trace } from '../../../trace/trace.ts';

/** Servers that elect a leader among themselves. */
export interface Cluster {
  /** `group 1`; of a run with one cluster only: `servers`. */
  readonly name: string;
  /** Positions in `trace.actors`, ascending. */
  readonly actors: readonly number[];
}

export interface Clusters {
  /** In the order of their first servers. */
  readonly all: readonly Cluster[];
  /** By actor: the place of its cluster in `all`; -1 of who is no server. */
  readonly of: readonly number[];
}

/** A trace that does not name clusters has one. */
const THE_ONE = 'servers';

export function findClusters({ actors }: Trace): Clusters {
  const members = new Map<string, number[]>();
  for (const [actor, { role, cluster = THE_ONE }] of actors.entries()) {
    if (role !== 'server') continue;
    const known = members.get(cluster);
    if (known) known.push(actor);
    else members.set(cluster, [actor]);
  }
  const all = [...members].map(([name, own]) => ({ name, actors: own }));
  return { all, of: actors.map((_, actor) => all.findIndex((each) => each.actors.includes(actor))) };
}
