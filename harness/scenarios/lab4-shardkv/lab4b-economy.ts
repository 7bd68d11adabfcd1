import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { token } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import { fillEveryShard, readEveryShard } from './every-shard.ts';
import { serversOf } from './group-links.ts';
import { idleGroups, migrationBytes, polite } from './lab4b-economy-idle.ts';
import type { ShardService } from './shard-service.ts';
import { allShards, keyIn, ledShards, shardsOf } from './shard-staging.ts';
import { TrafficMeter } from './traffic-meter.ts';

// The handout names all of these.
const ONE_AT_A_TIME_MS = 33.3;
const PER_SECOND = 100;
const CONTROLLER_CALLS_PER_OPERATION = 0.2;
const STRAY_CALLS_PER_OPERATION = 0.2;
const HEARTBEATS_PER_SECOND = 10;
const SERVED_LIMIT_MS = 1000;

/** One clerk, whose keys are in two groups. */
async function oneAfterTheOther(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, { gids: [1, 2], clerks: 1, maxStateBytes: 2000 });
  await service.join(1, 2);
  await readEveryShard(service);
  const begunMs = simulation.nowMs;
  const operations = 60;
  for (const nth of service.controller.rounds(operations)) {
    const key = keyIn(nth % service.shardCount);
    if (nth % 4 === 3) await service.clerks.get(0, key);
    else await service.clerks.append(0, key, token(0, nth));
    simulation.count('inTurn');
  }
  const averageMs = (simulation.nowMs - begunMs) / operations;
  if (averageMs > ONE_AT_A_TIME_MS) {
    const message = `one clerk's ${operations} operations took ${averageMs.toFixed(1)} ms each on a network with delays of 1 to 3 ms; at most ${ONE_AT_A_TIME_MS} ms are allowed`;
    throw new Violation('shardkv/speed', message, { kind: 'limit' });
  }
  await service.judge();
}

/** Each of these clerks appends so often to one of these shards, all clerks at a time. */
async function appendTogether(
  service: ShardService,
  clerks: readonly number[],
  shards: readonly number[],
  times: number,
): Promise<void> {
  const loops = clerks.map(async (clerk, place) => {
    const key = keyIn(shards[place % shards.length] as number);
    for (let nth = 0; nth < times; nth++) await service.clerks.append(clerk, key, token(clerk, nth));
  });
  await Promise.all(loops);
}

/** On a network with delays: clerks of one group are nobody else's concern, and groups work side by side. */
async function groupsShareTheLoad(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, { gids: [1, 2, 3], clerks: 12, maxStateBytes: 4000 });
  service.controller.setFaults({ delayMs: [8, 12] });
  await service.join(1, 2, 3);
  await readEveryShard(service);
  const meter = new TrafficMeter(service);
  const some = service.clerks.all.slice(0, 4);
  const times = 10;
  await appendTogether(service, some, shardsOf(service, 1), times);
  judgeLocality(service, meter, some.length * times);
  const begunMs = simulation.nowMs;
  const each = 5;
  await appendTogether(service, service.clerks.all, allShards(service), each);
  const perSecond = (1000 * each * service.clerks.all.length) / (simulation.nowMs - begunMs);
  if (perSecond < PER_SECOND) {
    const message = `${service.clerks.all.length} clerks of three groups got ${perSecond.toFixed(0)} operations a second, on a network with delays of 8 to 12 ms; at least ${PER_SECOND} are to be had if they are served side by side`;
    throw new Violation('shardkv/throughput', message, { kind: 'limit' });
  }
  await service.judge();
}

/** All operations since the last `reset` were on shards of group 1. */
function judgeLocality(service: ShardService, meter: TrafficMeter, operations: number): void {
  if (!meter.isCalm) return;
  service.simulation.count('operationsCounted', operations);
  const clerks = service.clerks.all.map((clerk) => service.clerks.clerk(clerk));
  const toController = meter.flow(clerks, serversOf(service.controller)).rpcs;
  const work = `for ${operations} operations of four clerks on shards of group 1, while nothing moved`;
  checkCalls(
    `clerks called the controller ${toController} times ${work}`,
    toController,
    CONTROLLER_CALLS_PER_OPERATION * operations,
  );
  for (const gid of [2, 3]) {
    const servers = serversOf(service.group(gid));
    const stray = meter.flow([...clerks, ...serversOf(service.group(1))], servers).rpcs;
    const strayText = `clerks and group 1 called group ${gid} ${stray} times ${work}`;
    checkCalls(strayText, stray, STRAY_CALLS_PER_OPERATION * operations);
    const inside = meter.flow(servers, servers).rpcs;
    const beats = 1.1 * (servers.length - 1) * (HEARTBEATS_PER_SECOND * meter.seconds + 1);
    checkCalls(`the servers of group ${gid} called each other ${inside} times ${work}`, inside, beats);
  }
}

function checkCalls(what: string, calls: number, most: number): void {
  if (calls <= most) return;
  const message = `${what}; at most ${Math.floor(most)} are allowed`;
  throw new Violation('shardkv/calls', message, { kind: 'limit' });
}

const MANY_SHARDS = 48;

/** Half of many shards move at once, on a network where each on its own would take 40 ms. */
async function movesTogether(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, { gids: [1, 2], clerks: 8, shardCount: MANY_SHARDS });
  await service.join(1);
  await fillEveryShard(service, 'at first', 40);
  service.controller.setFaults({ delayMs: [8, 12] });
  await service.join(2);
  const changedMs = simulation.nowMs;
  const moved = shardsOf(service, 2);
  // New clerks know nothing of the old group, which may answer until it has noticed.
  for (const clerk of service.clerks.all) service.clerks.startAnew(clerk);
  await service.clerks.share(moved, (clerk, shard) => service.clerks.get(clerk, keyIn(shard)));
  const tookMs = simulation.nowMs - changedMs;
  simulation.count('movedTogether', moved.length);
  if (tookMs > SERVED_LIMIT_MS) {
    const message = `${moved.length} shards moved to group 2 at once, and it took ${tookMs.toFixed(0)} ms until all had been read there, on a network with delays of 8 to 12 ms; ${SERVED_LIMIT_MS} ms are allowed`;
    throw new Violation('shardkv/moves', message, { kind: 'limit' });
  }
  await service.judge();
}

const PAPER = 'handout: limits';

/** What a sharded service may cost, and how fast it has to be. */
export const SHARD_ECONOMY: readonly Scenario[] = [
  {
    name: 'one operation after the other is fast, whatever shard it is in',
    slug: 'shards-in-turn',
    points: 1,
    paper: PAPER,
    about:
      'One clerk, sixty operations in turn on the shards of two groups, on a calm network: 33.3 ms each at most.',
    floors: { inTurn: 50 },
    run: oneAfterTheOther,
  },
  {
    name: 'groups share the load',
    slug: 'shared-load',
    points: 1,
    paper: PAPER,
    about:
      'Clerks that use shards of one group call neither the other groups nor, but for one operation in five, the controller, and the other groups do nothing but heartbeats. Twelve clerks of three groups get at least 100 operations a second on a network with delays of 10 ms.',
    floors: { operationsCounted: 20, answers: 70 },
    run: groupsShareTheLoad,
  },
  {
    name: 'idle groups are quiet',
    slug: 'idle-groups',
    points: 1,
    paper: PAPER,
    about:
      'After shards have moved, nobody asks for anything for 2 s. Clerks send nothing, servers heartbeats. A server asks each server of the controller at most 25 times a second, and groups send each other no shards.',
    floors: { heartbeats: 30 },
    run: idleGroups,
  },
  {
    name: 'a shard travels a few times at most',
    slug: 'migration-traffic',
    points: 1,
    paper: PAPER,
    about:
      'Five shards of 5000 bytes move: groups send each other at most twenty times as much. While a group is down, the others call each server of it at most ten times a second for each shard that is to move.',
    floors: { movedBytes: 24_000, callsInVain: 10 },
    run: migrationBytes,
  },
  {
    name: 'many shards move at once',
    slug: 'moves-together',
    points: 1,
    paper: PAPER,
    about:
      'A group joins and gets 24 shards of 48, on a network with delays of 10 ms. New clerks have read all of them there within 1 s: they do not travel one after another.',
    floors: { movedTogether: 20 },
    run: movesTogether,
  },
  {
    name: 'clerks wait politely for a group',
    slug: 'clerks-in-vain',
    points: 1,
    paper: PAPER,
    about:
      'A group is down; then it leaves, and its shards cannot get to the next one. Clerks that ask for them call no server more than 25 times a second. When the group is back, they have their answers.',
    floors: { callsInVain: 30 },
    run: polite,
  },
];
