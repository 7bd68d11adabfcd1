import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Cluster } from '../../cluster/cluster.ts';

/**
 * Which servers that are up cannot talk to which of their own cluster (`g2.1 cannot talk to g2.0, g2.2`),
 * and between which clusters nobody can (`group 2 cannot talk to controller`). Empty if all can talk.
 */
export function cutLinksTexts(clusters: readonly Cluster[]): string[] {
  const online = clusters.map((cluster) => ({ cluster, servers: onlineServers(cluster) }));
  const within = online.flatMap(({ cluster, servers }) => cutsWithin(cluster, servers));
  const between = online.flatMap(({ cluster, servers }, position) => {
    const others = online.slice(position + 1).filter((other) => {
      const links = servers.flatMap((a) => other.servers.map((b) => [a, b] as const));
      return links.length > 0 && links.every(([a, b]) => isCut(cluster, a, b));
    });
    return others.map((other) => `${servers[0]?.cluster} cannot talk to ${other.servers[0]?.cluster}`);
  });
  return [...within, ...between];
}

/** Who is down or off the network is told elsewhere. */
function onlineServers(cluster: Cluster): SimServer[] {
  const online = cluster.all.filter((index) => cluster.isUp(index) && cluster.isConnected(index));
  return online.map((index) => cluster.server(index));
}

/** Each cut link is told once, of the server that has most of them. */
function cutsWithin(cluster: Cluster, servers: readonly SimServer[]): string[] {
  const cutFrom = (server: SimServer, among: readonly SimServer[]): SimServer[] =>
    among.filter((other) => isCut(cluster, server, other));
  const texts: string[] = [];
  let rest = servers;
  while (rest.length > 1) {
    const [worst] = rest.toSorted((a, b) => cutFrom(b, rest).length - cutFrom(a, rest).length);
    const cut = worst ? cutFrom(worst, rest) : [];
    if (!worst || cut.length === 0) break;
    texts.push(`${worst.name} cannot talk to ${cut.map(({ name }) => name).join(', ')}`);
    rest = rest.filter((server) => server !== worst);
  }
  return texts;
}

/** In one direction at least: then no call has an answer. */
function isCut({ simulation }: Cluster, a: SimServer, b: SimServer): boolean {
  const { reach } = simulation.network;
  return a !== b && !(reach.canSend(a, b) && reach.canSend(b, a));
}
