import { type LinkFaults, RELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { CrashPoint, SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { KvInput } from '../../check/linearizability/models/kv.ts';
import { endFaults } from '../lab2-raft/stagecraft.ts';
import type { ReplicaCluster } from '../lab3-kvraft/replica-cluster.ts';
import { token, Workload } from '../lab3-kvraft/workload.ts';
import type { Gid } from './contract.ts';
import { type ShardOptions, ShardService } from './shard-service.ts';

/** Everybody runs, `joined` are the groups of configuration 1, and every server of theirs has a leader. */
export async function runningService(
  simulation: Simulation,
  options: ShardOptions,
  joined: readonly Gid[] = options.gids,
): Promise<ShardService> {
  const service = new ShardService(simulation, options);
  service.startAll();
  await service.join(...joined);
  await leadersEverywhere(service);
  return service;
}

/** Clerks that ask for the keys of these shards, of all by default, about so long after each answer. */
export function loadOn(
  service: ShardService,
  pauseMs: readonly [number, number] = [10, 50],
  shards: readonly number[] = everyShard(service),
): Workload {
  return new Workload(service.clerks, {
    pauseMs,
    next: (clerk, nth, random): KvInput => {
      const key = keyOf(random.pick(shards));
      return random.chance(0.4) ? { kind: 'get', key } : { kind: 'append', key, value: token(clerk, nth) };
    },
  });
}

export function everyShard({ shardCount }: ShardService): number[] {
  return Array.from({ length: shardCount }, (_, shard) => shard);
}

/** A key in this shard: the one that everybody uses. */
export function keyOf(shard: number): string {
  return `${shard}/k`;
}

/** The shards that this group has in the newest configuration that staff was told. */
export function shardsOf(service: ShardService, gid: Gid): number[] {
  const owners = service.config?.shards ?? [];
  return [...owners.keys()].filter((shard) => owners[shard] === gid);
}

/** Asks for a change and does not wait. */
export function beginMove(service: ShardService, shard: number, gid: Gid, admin: number = 0): void {
  service.controller.clerks.begin(admin, { kind: 'move', shard, gid });
}

/** Every clerk of these reads the key of one shard after the other: whoever reads it knows who has it. */
export async function readShards(
  service: ShardService,
  clerk: number,
  shards: readonly number[],
): Promise<void> {
  for (const shard of shards) await service.clerks.get(clerk, keyOf(shard));
}

// Crashes
// ------------------------------------------------------------------------------------------------------

/** Crashes a server at that point of a coming turn, or without it after `limitMs`. */
export async function crashSoon(
  cluster: ReplicaCluster,
  index: number,
  point: CrashPoint,
  limitMs: number,
): Promise<void> {
  cluster.crashAt(index, point);
  await cluster.until(() => !cluster.isUp(index), limitMs, 2);
  cluster.server(index).crashPoint = undefined;
  cluster.crash(index);
}

/** Any step that somebody outside can notice, of any kind. */
export function anyPoint(random: Random): CrashPoint {
  const when = random.pick(['save', 'reply', 'request', undefined] as const);
  return { when, effects: random.integer(0, 4) };
}

// Links
// ------------------------------------------------------------------------------------------------------

/** All servers of these clusters. */
export function serversOf(...clusters: readonly ReplicaCluster[]): SimServer[] {
  return clusters.flatMap((cluster) => cluster.all.map((index) => cluster.server(index)));
}

/** Every pair of a server of one group and a server of another, in both directions. */
function* linksBetweenGroups(service: ShardService): Generator<{ from: SimServer; to: SimServer }> {
  for (const one of service.allGroups) {
    for (const other of service.allGroups) {
      if (one === other) continue;
      for (const from of serversOf(one)) for (const to of serversOf(other)) yield { from, to };
    }
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
  for (const from of senders) for (const to of receivers) simulation.inflict({ what: 'hold', from, to });
}

/** What waits goes on its way. Returns how many messages that were. */
export function releaseLinks(
  simulation: Simulation,
  senders: readonly SimServer[],
  receivers: readonly SimServer[],
): number {
  let released = 0;
  for (const from of senders) {
    for (const to of receivers) released += simulation.inflict({ what: 'release', from, to });
  }
  return released;
}

/** Servers of the first group cannot be heard by those of the second. */
export function cutGroups(service: ShardService, [from, to]: readonly [Gid, Gid]): void {
  for (const sender of serversOf(service.group(from))) {
    for (const receiver of serversOf(service.group(to))) {
      service.simulation.inflict({ what: 'cut one way', from: sender, to: receiver });
    }
  }
}

// The end
// ------------------------------------------------------------------------------------------------------

/** Everybody is up, awake and on a calm network, with a true clock, and nothing is held any more. */
export function endAllFaults(service: ShardService): void {
  const { simulation } = service;
  for (const cluster of service.allClusters) endFaults(cluster);
  setFaultsBetweenGroups(service, undefined);
  for (const { from, to } of linksBetweenGroups(service)) simulation.inflict({ what: 'release', from, to });
  for (const clerk of service.clerks.all) {
    service.clerks.setFaults(clerk, undefined);
    service.clerks.resume(clerk);
    if (!service.clerks.clerk(clerk).isUp) service.clerks.start(clerk);
  }
  simulation.inflict({ what: 'faults', of: [], faults: RELIABLE });
}

export async function leadersEverywhere(service: ShardService): Promise<void> {
  for (const cluster of service.allClusters) await cluster.oneLeader();
}

/** Ends all faults. Then whoever waits, clerk or staff, is answered within the limit. */
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

/** Everything that was written, all clerks at a time. */
export async function readAll(service: ShardService): Promise<void> {
  const { clerks, record } = service;
  const loops = clerks.all.map(async (clerk) => {
    for (const [place, key] of [...record.keys].entries()) {
      if (place % clerks.all.length === clerk) await clerks.get(clerk, key);
    }
  });
  await Promise.all(loops);
}
