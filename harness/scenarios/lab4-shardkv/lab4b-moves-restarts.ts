import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { electOnly, endFaults, othersAfter } from '../lab2-raft/stagecraft.ts';
import { readAll } from '../lab3-kvraft/clerk-staging.ts';
import { Workload } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import { appendsTo, hashedKeys, visitorOf } from './moves-staging.ts';
import type { ShardGroup } from './shard-group.ts';
import type { ShardService } from './shard-service.ts';
import { calmShards, leadersEverywhere, recover } from './shard-staging.ts';

/** Small, so that groups take snapshots. */
const MAX_STATE_BYTES = 1500;
/** The handout of lab 2: a follower that needs a snapshot is sent one within 2 s; and 1 s more. */
const INSTALL_LIMIT_MS = 3000;
/** What stands in a leader's log is sent with its next heartbeats. */
const CATCH_UP_MS = 300;
/** How long a server is given to be elected that should know everything. */
const OFFICE_MS = 2000;

/** MIT's "snapshots, join, and leave": then everybody crashes, the second time with the controller. */
async function snapshotsRestart(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2, 3], clerks: 5, maxStateBytes: MAX_STATE_BYTES });
  const visitAll = visitorOf(service, hashedKeys(service));
  await service.join(1);
  await visitAll();
  await service.join(2);
  await service.join(3);
  await service.leave(1);
  await visitAll();
  for (const round of service.controller.rounds(2)) {
    // Shards are on their way now, or their groups have just received them.
    if (round === 0) await service.join(1);
    else await service.leave(2);
    await service.controller.sleep(simulation.random('crash').between(0, 200));
    const crashing = round === 0 ? service.allGroups : service.allClusters;
    for (const cluster of crashing) for (const index of cluster.all) cluster.crash(index);
    service.startAll();
    await leadersEverywhere(service);
    await readAll(service);
    await visitAll();
  }
  await readAll(service);
  await service.judge();
}

/** MIT's "servers miss configuration changes": one of each group does, and then it leads. */
async function missedChanges(simulation: Simulation, maxStateBytes: number): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2, 3], clerks: 5, shardCount: 6, maxStateBytes });
  const visitAll = visitorOf(service, hashedKeys(service));
  const random = simulation.random('who misses');
  await service.join(1);
  await visitAll();
  await service.join(2);
  const missing = service.allGroups.map((group): Absentee => ({ group, server: random.pick(group.all) }));
  for (const { group, server } of missing) group.crash(server);
  await service.join(3);
  await service.leave(1);
  await service.leave(2);
  await visitAll();
  await service.join(1);
  await visitAll();
  const snapshots = missing.map(snapshotsOf);
  for (const { group, server } of missing) group.start(server);
  await visitAll();
  if (maxStateBytes < Number.POSITIVE_INFINITY) {
    const areSent = () => missing.every((one, place) => snapshotsOf(one) > (snapshots[place] ?? 0));
    await service.controller.until(areSent, INSTALL_LIMIT_MS);
  }
  await service.controller.sleep(CATCH_UP_MS);
  await Promise.all(missing.map((one) => letLead(service, one)));
  await readAll(service);
  await visitAll();
  await service.join(2);
  await readAll(service);
  await service.judge();
}

/** A server that is down while shards move. */
interface Absentee {
  readonly group: ShardGroup;
  readonly server: number;
}

/** How many snapshots it has saved, its own and those that it was sent. */
function snapshotsOf({ group, server }: Absentee): number {
  return group.disks.snapshotsOf(group.server(server));
}

/** Everybody crashes and comes back, and this server is elected if others want it. */
async function letLead(service: ShardService, { group, server }: Absentee): Promise<void> {
  for (const index of group.all) group.crash(index);
  if (await electOnly(group, server, othersAfter(group, server), OFFICE_MS)) {
    service.simulation.count('laggardsLed');
  }
  endFaults(group);
  await group.oneLeader();
}

/** MIT's "concurrent puts and configuration changes": whole groups crash under load, and changes go on. */
async function crashesAndChanges(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2, 3], clerks: 5, maxStateBytes: MAX_STATE_BYTES });
  const { controller } = service;
  const random = simulation.random('crashes');
  const load = new Workload(service.clerks, { pauseMs: [10, 40], next: appendsTo(hashedKeys(service)) });
  await service.join(1);
  load.start();
  for (const round of controller.rounds(2)) {
    await service.join(2);
    await controller.sleep(random.between(0, 200));
    await service.join(3);
    await controller.sleep(random.between(0, 300));
    await service.leave(1);
    for (const gid of random.shuffle(service.gids)) {
      await controller.sleep(random.between(0, 60));
      service.crashGroup(gid);
    }
    if (round === 0) await service.leave(3);
    await controller.sleep(random.between(0, 100));
    service.startAll();
    await leadersEverywhere(service);
    await service.join(1);
    await service.leave(2, 3);
  }
  await recover(service);
  await load.stop(5000);
  await readAll(service);
  await service.judge();
}

export const RESTARTS_AND_MOVES: readonly Scenario[] = [
  {
    name: 'snapshots, and all groups restart',
    slug: 'snapshots-restart',
    points: 1,
    paper: 'Raft §7',
    about:
      'Logs are small, so groups take snapshots. Groups join and leave, and while shards are on their way, all groups crash together and start again, the second time with the controller. Nothing is lost.',
    floors: { snapshots: 20, restoredFromSnapshot: 6, answers: 80 },
    run: snapshotsRestart,
  },
  {
    name: 'servers miss changes, and catch up by the log',
    slug: 'missed-changes',
    points: 1,
    paper: 'Raft §5.3',
    about:
      'One server of each group is down while shards move several times. Back again, it gets the log of that, and then it leads: what clerks read is what was written.',
    floors: { answers: 40, laggardsLed: 2 },
    run: (simulation) => missedChanges(simulation, Number.POSITIVE_INFINITY),
  },
  {
    name: 'servers miss changes, and catch up by a snapshot',
    slug: 'missed-changes-snapshot',
    points: 1,
    paper: 'Raft §7',
    about:
      'The same with small logs: what a server has missed, configuration and shards, it finds in a snapshot of the leader.',
    floors: { answers: 40, laggardsLed: 2, snapshots: 15 },
    run: (simulation) => missedChanges(simulation, MAX_STATE_BYTES),
  },
  {
    name: 'groups crash while shards move',
    slug: 'crashes-and-changes',
    points: 1,
    paper: 'contract',
    about:
      'Five clients append all the time. Groups join and leave, all of them crash one after the other and start again, and a group leaves while it is down. Each append is there once.',
    floors: { appends: 12, crashes: 12, configurations: 8 },
    run: crashesAndChanges,
  },
];
