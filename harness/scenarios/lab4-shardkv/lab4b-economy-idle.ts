import { RELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { fillEveryShard, readEveryShard } from './every-shard.ts';
import { serversOf } from './group-links.ts';
import type { ShardService } from './shard-service.ts';
import { keyIn, ledShards, shardsOf } from './shard-staging.ts';
import { TrafficMeter } from './traffic-meter.ts';

// The handout names all of these.
const CALLS_PER_SECOND = 25;
const HEARTBEATS_PER_SECOND = 10;
const COPIES = 20;
const CALLS_PER_SHARD_AND_SECOND = 10;
/** Of a shard, where it matters that it travels. */
const LARGE_BYTES = 5000;
const IDLE_MS = 2000;
/** Until everybody is in the newest configuration, which is to be noticed within 100 ms. */
const NOTICED_MS = 200;
/** What groups may say to each other in that time, if they must: less than two shards. */
const IDLE_BYTES = 8000;

export async function idleGroups(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, { gids: [1, 2, 3], clerks: 3, maxStateBytes: 8000 });
  await service.join(1, 2);
  await fillEveryShard(service, 'at first', LARGE_BYTES);
  await service.join(3);
  await readEveryShard(service);
  await service.controller.sleep(500);
  const meter = new TrafficMeter(service);
  await service.controller.sleep(IDLE_MS);
  judgeIdle(service, meter);
  await readEveryShard(service);
  await service.judge();
}

function judgeIdle(service: ShardService, meter: TrafficMeter): void {
  const { clerks, controller, simulation, gids } = service;
  const quiet = `in ${IDLE_MS / 1000} s in which nobody asked for anything`;
  const askers = clerks.all.map((clerk) => clerks.clerk(clerk));
  const controllers = controller.all.map((index) => controller.server(index));
  const servers = gids.flatMap((gid) => serversOf(service.group(gid)));
  const asked = meter.flow(askers, [...controllers, ...servers]).rpcs;
  if (asked > 0) fail('shardkv/calls', `clerks made ${asked} calls ${quiet}`, 'none');
  if (!meter.isCalm) return;
  const busiest = meter.busiest(servers, controllers);
  const mostAsked = CALLS_PER_SECOND * meter.seconds;
  if (busiest.rpcs > mostAsked) {
    fail('shardkv/calls', `${busiest.from} made ${busiest.rpcs} calls to ${busiest.to} ${quiet}`, mostAsked);
  }
  for (const gid of gids) {
    const group = serversOf(service.group(gid));
    const inside = meter.flow(group, group).rpcs;
    simulation.count('heartbeats', inside);
    const most = Math.floor(1.1 * (group.length - 1) * HEARTBEATS_PER_SECOND * meter.seconds);
    if (inside > most) {
      fail('shardkv/calls', `the servers of group ${gid} called each other ${inside} times ${quiet}`, most);
    }
  }
  const { bytes } = betweenGroups(service, meter);
  if (bytes > IDLE_BYTES) {
    fail('shardkv/migration-traffic', `groups sent each other ${bytes} bytes ${quiet}`, IDLE_BYTES);
  }
}

/** What all groups have said to each other. */
function betweenGroups(service: ShardService, meter: TrafficMeter): { rpcs: number; bytes: number } {
  const flows = service.gids.flatMap((one) =>
    service.gids
      .filter((other) => other !== one)
      .map((other) => meter.flow(serversOf(service.group(one)), serversOf(service.group(other)))),
  );
  return {
    rpcs: flows.reduce((sum, { rpcs }) => sum + rpcs, 0),
    bytes: flows.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Two groups and some shards on their way: first all is well, then the receiver is down, then the sender. */
export async function migrationBytes(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, { gids: [1, 2], clerks: 3, maxStateBytes: 8000 });
  // Who calls a dead server hears of it soon, and may be tempted to try again at once.
  service.controller.setFaults(RELIABLE);
  await service.join(1);
  await fillEveryShard(service, 'at first', LARGE_BYTES);
  await service.controller.sleep(NOTICED_MS);
  const meter = new TrafficMeter(service);
  await service.join(2);
  await readEveryShard(service);
  await service.controller.sleep(300);
  const payload = shardsOf(service, 2).length * LARGE_BYTES;
  simulation.count('movedBytes', payload);
  const { bytes } = betweenGroups(service, meter);
  if (bytes > COPIES * payload) {
    const what = `${payload} bytes of shards moved from group 1 to group 2 on a calm network, and the groups sent each other ${bytes} bytes`;
    fail('shardkv/migration-traffic', what, COPIES * payload);
  }
  for (const [down, from, to] of service.controller.roundsOf([
    [2, 1, 2],
    [2, 2, 1],
  ] as const)) {
    const moving = shardsOf(service, from).slice(0, 3);
    service.crashGroup(down);
    for (const shard of moving) await service.move(shard, to);
    await service.controller.sleep(NOTICED_MS);
    await callInVain(service, meter, down, moving.length);
    service.startGroup(down);
    await service.group(down).oneLeader();
    await readEveryShard(service);
  }
  await service.judge();
}

const IN_VAIN_MS = 1000;

/** Throws if the others call a group that is down too often. */
async function callInVain(
  service: ShardService,
  meter: TrafficMeter,
  down: number,
  shards: number,
): Promise<void> {
  meter.reset();
  await service.controller.sleep(IN_VAIN_MS);
  const { rpcs } = betweenGroups(service, meter);
  service.simulation.count('callsInVain', rpcs);
  const most = CALLS_PER_SHARD_AND_SECOND * service.group(down).size * shards * meter.seconds;
  if (rpcs <= most) return;
  const what = `groups called each other ${rpcs} times in ${meter.seconds} s for ${shards} shards, while group ${down} was down`;
  fail('shardkv/migration-traffic', what, most);
}

/** Clerks ask for what nobody can give them: first nobody answers, then those answer who cannot help. */
export async function polite(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, { gids: [1, 2], clerks: 3, maxStateBytes: 8000 });
  service.controller.setFaults(RELIABLE);
  await service.join(1, 2);
  await fillEveryShard(service, 'at first', 20);
  const lost = shardsOf(service, 1);
  service.crashGroup(1);
  const { clerks } = service;
  const open = clerks.all.map((clerk) =>
    clerks.begin(clerk, { kind: 'append', key: keyIn(lost[clerk] as number), value: token(clerk) }),
  );
  const meter = new TrafficMeter(service);
  await service.controller.sleep(1000);
  judgePatience(service, meter, 'while its shard was in group 1, which was down');
  await service.leave(1);
  await service.controller.sleep(NOTICED_MS);
  meter.reset();
  await service.controller.sleep(1000);
  judgePatience(service, meter, 'while its shard could not get to group 2, as group 1 was down');
  service.startGroup(1);
  await service.group(1).oneLeader();
  for (const one of open) await clerks.answerOf(one);
  await readEveryShard(service);
  await service.judge();
}

function token(clerk: number): string {
  return `[${clerk}]`;
}

function judgePatience(service: ShardService, meter: TrafficMeter, when: string): void {
  const { clerks, allClusters, simulation } = service;
  const askers = clerks.all.map((clerk) => clerks.clerk(clerk));
  const servers = allClusters.flatMap((cluster) => cluster.all.map((index) => cluster.server(index)));
  simulation.count('callsInVain', meter.flow(askers, servers).rpcs);
  const { from, to, rpcs } = meter.busiest(askers, servers);
  const most = CALLS_PER_SECOND * meter.seconds;
  if (rpcs <= most) return;
  const what = `${from} made ${rpcs} calls to ${to} in ${meter.seconds} s, ${when}`;
  fail('shardkv/calls', what, most);
}

function fail(rule: string, what: string, allowed: number | string): never {
  throw new Violation(rule, `${what}; allowed: ${allowed}`, { kind: 'limit', paper: 'handout: limits' });
}
