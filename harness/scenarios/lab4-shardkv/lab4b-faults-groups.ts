import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { loadOn, runningService } from './faults-staging.ts';
import { cutGroups, serversOf } from './group-links.ts';
import type { ShardService } from './shard-service.ts';
import { allShards, finish, keyIn, leadersEverywhere, recover, shardsOf } from './shard-staging.ts';

/** Nobody can reach this group, nor it anybody; its own servers hear each other. */
function isolate(service: ShardService, gid: number): void {
  const { controller, clerks, simulation } = service;
  const rest = service.allClusters.filter((cluster) => cluster !== service.group(gid));
  const people = [
    ...clerks.all.map((clerk) => clerks.clerk(clerk)),
    ...controller.clerks.all.map((admin) => controller.clerks.clerk(admin)),
  ];
  const groups = [serversOf(service.group(gid)), [...serversOf(...rest), ...people]];
  simulation.inflict({ what: 'partition', groups });
}

/** First changes that do not concern it, then some that do. */
async function groupAway(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2, 3], clerks: 3 });
  const load = loadOn(service, [20, 60]);
  load.start([1, 2]);
  const keep = (gid: number): number => shardsOf(service, gid)[0] as number;
  await service.clerks.append(0, keyIn(keep(2)), '[before]');
  if (simulation.random('faults').chance(0.5)) isolate(service, 2);
  else service.crashGroup(2);
  const wanderer = keep(1);
  await service.move(wanderer, 3);
  await service.clerks.append(0, keyIn(wanderer), '[there]');
  await service.move(wanderer, 1);
  await service.clerks.append(0, keyIn(wanderer), '[back]');
  simulation.count('servedMeanwhile', 2);

  await service.move(keep(2), 1);
  await service.move(wanderer, 2);
  await service.move(keep(3), 1);
  await service.move(wanderer, 3);
  await service.leave(2);
  await service.join(2);
  simulation.count('changesMissed', 8);
  await finish(service, load);
}

/** It cannot reach the other groups when it has to give up what it has, and is back before it can. */
async function leaveAndRejoin(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2], clerks: 3 });
  const faults = simulation.random('faults');
  const load = loadOn(service);
  load.start();
  const groups = service.allGroups.map((group) => serversOf(group));
  for (const round of service.controller.rounds(2)) {
    if (faults.chance(0.5)) simulation.inflict({ what: 'partition', groups });
    else cutGroups(service, faults.chance(0.5) ? [1, 2] : [2, 1]);
    const gid = 1 + (round % 2);
    await service.leave(gid);
    await service.controller.sleep(faults.between(0, 200));
    await service.join(gid);
    simulation.count('rejoinedUnderWay');
    await service.controller.sleep(faults.between(0, 200));
    await recover(service);
    await service.controller.sleep(faults.between(0, 100));
  }
  await finish(service, load);
}

/** Each gets from the other what the other can only give when it has got its own. */
async function crossing(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2], clerks: 3 });
  const faults = simulation.random('faults');
  const load = loadOn(service);
  load.start();
  for (const _ of service.controller.rounds(2)) {
    const [one, other] = faults.chance(0.5) ? [1, 2] : [2, 1];
    const [there, again] = shardsOf(service, one) as [number, number];
    const [back] = shardsOf(service, other) as [number];
    cutGroups(service, faults.chance(0.5) ? [1, 2] : [2, 1]);
    await service.move(there, other);
    await service.move(back, one);
    await service.move(again, other);
    await service.controller.sleep(faults.between(50, 400));
    simulation.count('shardsCrossed', 3);
    await recover(service);
  }
  await finish(service, load);
}

/** Three shards go round three groups, a step whenever an admin has its answer, arrived or not. */
async function ring(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2, 3], clerks: 3, maxStateBytes: 3000 });
  const faults = simulation.random('faults');
  const load = loadOn(service);
  load.start();
  const travellers = service.gids.map((gid) => shardsOf(service, gid)[0] as number);
  for (const round of service.controller.rounds(4)) {
    const group = service.group(faults.pick(service.gids));
    const victim = group.currentLeader() ?? 0;
    for (const [place, shard] of travellers.entries()) {
      await service.move(shard, 1 + ((place + round + 1) % 3));
      if (place === 0) group.crash(victim);
    }
    simulation.count('laps');
    await group.sleep(faults.between(0, 250));
    if (!group.isUp(victim)) group.start(victim);
    await service.clerks.allAnswered();
  }
  await finish(service, load);
}

/** The whole world, twice, while shards are under way between groups that could not reach each other. */
async function restartAll(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2, 3], clerks: 4, maxStateBytes: 1500 });
  const faults = simulation.random('faults');
  const settled = allShards(service).slice(5);
  const load = loadOn(service, [5, 30], settled);
  load.start([0, 1, 2]);
  const groups = service.allGroups.map((group) => serversOf(group));
  for (const shard of allShards(service)) await service.clerks.append(3, keyIn(shard), '[first]');
  for (const round of service.controller.rounds(2)) {
    simulation.inflict({ what: 'partition', groups });
    for (const shard of [0, 1, 2, 3, 4]) {
      const owner = service.config?.shards[shard] ?? 0;
      if (shard % 2 === round) await service.move(shard, 1 + (owner % 3));
    }
    await service.controller.sleep(faults.between(150, 300));
    for (const cluster of service.allClusters) for (const index of cluster.all) cluster.crash(index);
    simulation.count('restarts');
    service.controller.heal();
    service.startAll();
    await leadersEverywhere(service);
    await service.clerks.allAnswered();
    await service.clerks.append(3, keyIn(round), '[again]');
  }
  await finish(service, load);
}

export const GROUP_FAULTS: readonly Scenario[] = [
  {
    name: 'a group is cut off during several changes, and comes back',
    slug: 'group-away',
    points: 1,
    paper: 'contract',
    about:
      'One of three groups is cut off, or all of it crashes. A shard that moves between the other two is ' +
      'served there. After its return the group takes the changes that it missed, in order.',
    floors: { answers: 8, servedMeanwhile: 1.5, changesMissed: 6 },
    run: groupAway,
  },
  {
    name: 'a group leaves, and joins again while its shards are under way',
    slug: 'leave-and-rejoin',
    points: 1,
    paper: 'contract',
    about:
      'Two groups cannot hear each other, in one direction or in both, when one leaves and joins again. When they can, every shard goes where it belongs, with all that was written to it.',
    floors: { answers: 15, rejoinedUnderWay: 1 },
    run: leaveAndRejoin,
  },
  {
    name: 'shards cross between two groups',
    slug: 'crossing',
    points: 1,
    paper: 'contract',
    about:
      'Shards move from one group to the other, and back, while one of the two cannot hear the other. Then both get what is theirs: neither waits for the other forever.',
    floors: { answers: 15, shardsCrossed: 3 },
    run: crossing,
  },
  {
    name: 'shards go round a ring of groups, whose leaders crash',
    slug: 'ring',
    points: 1,
    paper: 'contract',
    about:
      'Three shards go round three groups while clerks write to them. Staff does not wait until they have arrived, and a leader crashes in each round. All configurations are taken, one after the other.',
    floors: { answers: 25, laps: 2, crashes: 2 },
    run: ring,
  },
  {
    name: 'all servers of the world restart at once, twice',
    slug: 'restart-all',
    points: 2,
    paper: 'contract',
    about:
      'Groups cannot reach each other when shards have to move. They take snapshots, and then all servers crash and start again. What was given up and had not arrived is still there, and gets where it belongs.',
    floors: { answers: 30, restarts: 1, snapshots: 3 },
    run: restartAll,
  },
];
