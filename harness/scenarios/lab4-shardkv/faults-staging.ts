import type { Random } from '../../../labrpc/sim/random.ts';
import type { CrashPoint } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { KvInput } from '../../check/linearizability/models/kv.ts';
import type { ReplicaCluster } from '../lab3-kvraft/replica-cluster.ts';
import { token, Workload } from '../lab3-kvraft/workload.ts';
import type { Gid } from './contract.ts';
import { type ShardOptions, ShardService } from './shard-service.ts';
import { allShards, keyIn, leadersEverywhere } from './shard-staging.ts';

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
  shards: readonly number[] = allShards(service),
): Workload {
  return new Workload(service.clerks, {
    pauseMs,
    next: (clerk, nth, random): KvInput => {
      const key = keyIn(random.pick(shards));
      return random.chance(0.4) ? { kind: 'get', key } : { kind: 'append', key, value: token(clerk, nth) };
    },
  });
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
  for (const shard of shards) await service.clerks.get(clerk, keyIn(shard));
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
