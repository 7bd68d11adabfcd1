import { type LinkFaults, LONG_WAITS } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { padded } from '../lab3-kvraft/lab3b-stage.ts';
import type { Gid } from './contract.ts';
import { type ShardOptions, ShardService } from './shard-service.ts';

/** A running service with leaders, on a calm network, where news of a dead server takes long to come. */
export async function calmShards(simulation: Simulation, options: ShardOptions): Promise<ShardService> {
  const service = new ShardService(simulation, options);
  service.controller.setFaults(LONG_WAITS);
  service.startAll();
  for (const cluster of service.allClusters) await cluster.oneLeader();
  return service;
}

/** The one key of a shard that scenarios on storage and service use. */
export function keyIn(shard: number): string {
  return `${shard}/key`;
}

/** The shards that this group has in the newest configuration, in ascending order. */
export function shardsOf(service: ShardService, gid: Gid): number[] {
  const owners = service.config?.shards ?? [];
  return owners.flatMap((owner, shard) => (owner === gid ? [shard] : []));
}

/** All shards, in ascending order. */
export function allShards(service: ShardService): number[] {
  return Array.from({ length: service.shardCount }, (_, shard) => shard);
}

/** Does this with every link from a server of one group to one of another. */
export function onLinks(
  service: ShardService,
  from: Gid,
  to: Gid,
  what: 'hold' | 'release' | 'cut one way' | 'mend',
): void {
  for (const link of linksBetween(service, from, to)) service.simulation.inflict({ what, ...link });
}

/** Faults of all that two groups send to each other; `undefined` ends them. */
export function setFaultsBetween(
  service: ShardService,
  one: Gid,
  other: Gid,
  faults: Partial<LinkFaults> | undefined,
): void {
  for (const { from, to } of [...linksBetween(service, one, other), ...linksBetween(service, other, one)]) {
    service.simulation.inflict({ what: 'faults', of: [from, to], faults });
  }
}

/** Every link from a server of one group to one of another. */
export function linksBetween(
  service: ShardService,
  from: Gid,
  to: Gid,
): { readonly from: SimServer; readonly to: SimServer }[] {
  return serversOf(service, from).flatMap((sender) =>
    serversOf(service, to).map((receiver) => ({ from: sender, to: receiver })),
  );
}

export function serversOf(service: ShardService, gid: Gid): SimServer[] {
  const group = service.group(gid);
  return group.all.map((index) => group.server(index));
}

/** All clerks together do this with the key of each shard: each of them with some, one after another. */
export async function withEveryShard(
  service: ShardService,
  work: (clerk: number, key: string) => Promise<unknown>,
): Promise<void> {
  const { clerks } = service;
  const loops = clerks.all.map(async (clerk) => {
    for (const shard of allShards(service)) {
      if (shard % clerks.all.length === clerk) await work(clerk, keyIn(shard));
    }
  });
  await Promise.all(loops);
}

/** Everybody reads: what was written must be there. */
export function readEveryShard(service: ShardService): Promise<void> {
  return withEveryShard(service, (clerk, key) => service.clerks.get(clerk, key));
}

/** Each shard gets a value of so many bytes, in place of the one it had. */
export function fillEveryShard(service: ShardService, text: string, bytes: number): Promise<void> {
  return withEveryShard(service, (clerk, key) => service.clerks.put(clerk, key, padded(text, bytes)));
}
