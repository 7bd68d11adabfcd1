import { LONG_WAITS, RELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { endFaults } from '../lab2-raft/stagecraft.ts';
import { readAll } from '../lab3-kvraft/clerk-staging.ts';
import type { Workload } from '../lab3-kvraft/workload.ts';
import type { Gid } from './contract.ts';
import { linksBetweenGroups, setFaultsBetweenGroups } from './group-links.ts';
import { type ShardOptions, ShardService } from './shard-service.ts';

// What there is
// ------------------------------------------------------------------------------------------------------

/** A key in this shard: the one that everybody uses. */
export function keyIn(shard: number): string {
  return `${shard}/key`;
}

/** All shards, in ascending order. */
export function allShards({ shardCount }: ShardService): number[] {
  return Array.from({ length: shardCount }, (_, shard) => shard);
}

/** The shards that this group has in the newest configuration that an admin was told, in ascending order. */
export function shardsOf(service: ShardService, gid: Gid): number[] {
  return allShards(service).filter((shard) => ownerOf(service, shard) === gid);
}

/** The group that has this shard in the newest configuration that an admin was told; 0: none. */
export function ownerOf(service: ShardService, shard: number): Gid {
  return service.config?.shards[shard] ?? 0;
}

// The beginning
// ------------------------------------------------------------------------------------------------------

/** Everybody runs, on a calm network, where whoever calls a dead server waits long for the bad news. */
export function calmShards(simulation: Simulation, options: ShardOptions): ShardService {
  const service = new ShardService(simulation, options);
  service.controller.setFaults(LONG_WAITS);
  service.startAll();
  return service;
}

/** The same, and the controller and all groups have leaders. */
export async function ledShards(simulation: Simulation, options: ShardOptions): Promise<ShardService> {
  const service = calmShards(simulation, options);
  await leadersEverywhere(service);
  return service;
}

export async function leadersEverywhere(service: ShardService): Promise<void> {
  for (const cluster of service.allClusters) await cluster.oneLeader();
}

// Clerks
// ------------------------------------------------------------------------------------------------------

// The end
// ------------------------------------------------------------------------------------------------------

/** Everybody is up, awake and on a calm network, with a true clock, and nothing is held any more. */
export function endAllFaults(service: ShardService): void {
  const { simulation } = service;
  for (const cluster of service.allClusters) endFaults(cluster);
  setFaultsBetweenGroups(service, undefined);
  for (const link of linksBetweenGroups(service)) simulation.inflict({ what: 'release', ...link });
  for (const clerk of service.clerks.all) {
    service.clerks.setFaults(clerk, undefined);
    service.clerks.resume(clerk);
    if (!service.clerks.clerk(clerk).isUp) service.clerks.start(clerk);
  }
  simulation.inflict({ what: 'faults', of: [], faults: RELIABLE });
}

/** Ends all faults. Then whoever waits, clerk or admin, is answered within the limit. */
export async function recover(service: ShardService): Promise<void> {
  endAllFaults(service);
  await leadersEverywhere(service);
  await service.controller.clerks.allAnswered();
  await service.clerks.allAnswered();
}

/** After all trouble: everything is served again, all that was written is read, and everything is judged. */
export async function finish(service: ShardService, load: Workload): Promise<void> {
  await recover(service);
  await load.stop(5000);
  await readAll(service);
  await service.judge();
}
