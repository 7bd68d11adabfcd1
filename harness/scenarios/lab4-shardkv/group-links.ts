import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import type { Gid } from './contract.ts';
import type { ShardService } from './shard-service.ts';

/** One direction between two servers. */
export interface OneWay {
  readonly from: SimServer;
  readonly to: SimServer;
}

/** All servers of these clusters. */
export function serversOf(...clusters: readonly Cluster[]): SimServer[] {
  return clusters.flatMap((cluster) => cluster.all.map((index) => cluster.server(index)));
}

/** Every link from one of these to one of those. */
export function linksBetween(senders: readonly SimServer[], receivers: readonly SimServer[]): OneWay[] {
  return senders.flatMap((from) => receivers.map((to) => ({ from, to })));
}

/** Every link from a server of one group to a server of another. */
export function linksBetweenGroups({ allGroups }: ShardService): OneWay[] {
  return allGroups.flatMap((one) =>
    allGroups.flatMap((other) => (one === other ? [] : linksBetween(serversOf(one), serversOf(other)))),
  );
}

/** Does this with every link from a server of one group to one of another. */
export function onLinks(
  service: ShardService,
  from: Gid,
  to: Gid,
  what: 'hold' | 'release' | 'cut one way' | 'mend',
): void {
  const links = linksBetween(serversOf(service.group(from)), serversOf(service.group(to)));
  for (const link of links) service.simulation.inflict({ what, ...link });
}

/** Servers of the first group cannot be heard by those of the second. */
export function cutGroups(service: ShardService, [from, to]: readonly [Gid, Gid]): void {
  onLinks(service, from, to, 'cut one way');
}

/** Faults of all that two groups send to each other; `undefined` ends them. */
export function setFaultsBetween(
  service: ShardService,
  one: Gid,
  other: Gid,
  faults: Partial<LinkFaults> | undefined,
): void {
  const [these, those] = [serversOf(service.group(one)), serversOf(service.group(other))];
  for (const { from, to } of [...linksBetween(these, those), ...linksBetween(those, these)]) {
    service.simulation.inflict({ what: 'faults', of: [from, to], faults });
  }
}

/** Faults of what the servers of different groups send to each other; `undefined` ends them. */
export function setFaultsBetweenGroups(service: ShardService, faults: Partial<LinkFaults> | undefined): void {
  for (const { from, to } of linksBetweenGroups(service)) {
    service.simulation.inflict({ what: 'faults', of: [from, to], faults });
  }
}

/** All that these servers send to those waits on its way, until `releaseLinks`. */
export function holdLinks(
  simulation: Simulation,
  senders: readonly SimServer[],
  receivers: readonly SimServer[],
): void {
  for (const link of linksBetween(senders, receivers)) simulation.inflict({ what: 'hold', ...link });
}

/** What waits goes on its way. Returns how many messages that were. */
export function releaseLinks(
  simulation: Simulation,
  senders: readonly SimServer[],
  receivers: readonly SimServer[],
): number {
  let released = 0;
  for (const link of linksBetween(senders, receivers)) {
    released += simulation.inflict({ what: 'release', ...link });
  }
  return released;
}
