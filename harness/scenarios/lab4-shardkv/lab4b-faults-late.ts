import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import type { Gid } from './contract.ts';
import { loadOn, runningService } from './faults-staging.ts';
import { holdLinks, onLinks, releaseLinks, serversOf, setFaultsBetweenGroups } from './group-links.ts';
import type { ShardGroup } from './shard-group.ts';
import type { ShardService } from './shard-service.ts';
import { finish, keyIn, shardsOf } from './shard-staging.ts';

/**
 * What a server of group 1 sends to the leader of group 2 about two shards is held, and that server crashes.
 * Another one sees to it that they get there. They go on to group 3, are written there, and come back. The
 * old messages arrive when both are gone, or when one is back, and the other awaited again.
 */
async function oldShard(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2, 3], clerks: 2 });
  const { clerks, controller } = service;
  const shards = shardsOf(service, 1).slice(0, 2) as [number, number];
  // Whoever has just started asks the group that has the shard now, and waits until it is there.
  const write = async (value: string, ...those: readonly number[]): Promise<void> => {
    service.clerks.startAnew(0);
    for (const one of those) await clerks.append(0, keyIn(one), value);
  };
  const [first, second, third] = service.allGroups.map((group) => serversOf(group)) as [
    SimServer[],
    SimServer[],
    SimServer[],
  ];
  await write('[at 1]', ...shards);
  holdLinks(simulation, first, second);
  for (const one of shards) await service.move(one, 2);
  const late = await firstHeld(service, first);
  const isAsked = simulation.random('question').chance(0.5);
  if (isAsked) await letOneGo(service, late, second);
  for (const sender of first) if (sender !== late) releaseLinks(simulation, [sender], second);
  service.group(1).crash(service.group(1).indexOf(late));
  await service.group(1).oneLeader();
  await write('[at 2]', ...shards);

  for (const one of shards) await service.move(one, 3);
  await write('[at 3]', ...shards);
  const areGone = simulation.random('moment').chance(0.25);
  if (areGone) releaseOld(service, late, second);
  const [back, awaited] = isAsked ? shards : (shards.toReversed() as [number, number]);
  await service.move(back, 2);
  await write('[at 2 again]', back);
  holdLinks(simulation, third, second);
  await service.move(awaited, 2);
  await controller.sleep(200);
  if (!areGone) releaseOld(service, late, second);
  await controller.sleep(30);
  releaseLinks(simulation, third, second);
  await write('[at the end]', ...shards);
  for (const one of shards) await clerks.get(1, keyIn(one));
  await finish(service, loadOn(service));
}

/** Of these senders, the one of which messages wait for whoever leads the others. */
async function firstHeld(service: ShardService, senders: readonly SimServer[]): Promise<SimServer> {
  const receiver = service.group(2);
  const { network } = service.simulation;
  const leader = receiver.server(await receiver.oneLeader());
  const isHeld = (from: SimServer): boolean => network.heldOn(from, leader) > 1;
  const held = await receiver.until(() => senders.find(isHeld), 1200, 10);
  return held ?? senders.find((from) => network.heldOn(from, leader) > 0) ?? (senders[0] as SimServer);
}

/** Where a shard is sent only after a question, it is the first shard itself that waits from now on. */
async function letOneGo(
  service: ShardService,
  from: SimServer,
  receivers: readonly SimServer[],
): Promise<void> {
  for (const to of receivers) service.simulation.inflict({ what: 'release one', from, to, which: 'oldest' });
  await service.controller.sleep(60);
}

function releaseOld(service: ShardService, late: SimServer, receivers: readonly SimServer[]): void {
  service.simulation.count('oldMessages', releaseLinks(service.simulation, [late], receivers));
}

/** Groups hear each other twice, and late, while few shards go to and fro. */
async function lateShards(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2, 3], clerks: 3 });
  const faults = simulation.random('faults');
  const wanderers = service.gids.map((gid) => shardsOf(service, gid)[0] as number);
  const load = loadOn(service, [10, 30], wanderers);
  load.start([1, 2]);
  const late = { duplicateRatio: 1, holdRequestRatio: 0.5, holdReplyRatio: 0.1, holdMs: [50, 350] as const };
  setFaultsBetweenGroups(service, late);
  for (const round of service.controller.rounds(4)) {
    const shard = faults.pick(wanderers);
    const owner = service.config?.shards[shard] ?? 0;
    await service.move(shard, faults.pick(service.gids.filter((gid) => gid !== owner)));
    simulation.count('moves');
    if (faults.chance(0.7)) await service.clerks.append(0, keyIn(shard), `[after move ${round}]`);
    await service.controller.sleep(faults.between(50, 300));
  }
  await finish(service, load);
}

/** An append is done, and its clerk does not hear of it until the shard is elsewhere; or dies before. */
async function retries(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2], clerks: 4 });
  const { clerks } = service;
  const faults = simulation.random('faults');
  const load = loadOn(service);
  load.start([0, 1]);
  for (const clerk of [0, 1]) {
    const bad = { duplicateRatio: 0.3, holdRequestRatio: 0.2, holdReplyRatio: 0.2, dropReplyRatio: 0.2 };
    clerks.setFaults(clerk, { ...bad, holdMs: [20, 400] });
  }
  const [shard] = shardsOf(service, 1) as [number];
  const key = keyIn(shard);
  const deaf = clerks.clerk(2);
  await clerks.get(2, key);
  for (const round of service.controller.rounds(3)) {
    for (const from of serversOf(...service.allGroups)) {
      simulation.inflict({ what: 'cut one way', from, to: deaf });
    }
    const open = clerks.begin(2, { kind: 'append', key, value: `[unheard ${round}]` });
    await service.controller.sleep(40);
    if ((await clerks.get(3, key)).includes(`[unheard ${round}]`)) simulation.count('doneUnheard');
    await service.move(shard, 2 - (round % 2));
    await service.controller.sleep(faults.between(0, 200));
    const dies = faults.chance(0.3);
    if (dies) clerks.crash(2);
    service.controller.heal();
    if (dies) clerks.start(2);
    else await clerks.answerOf(open);
    await clerks.get(2, key);
    await clerks.get(3, key);
  }
  await finish(service, load);
}

/** A leader sleeps, or is alone with a clerk or without its followers, while a shard leaves or comes. */
async function deposedLeaders(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2], clerks: 4 });
  const { clerks, controller } = service;
  const faults = simulation.random('faults');
  const load = loadOn(service);
  load.start([2, 3]);
  for (const round of controller.rounds(3)) {
    const from = 1 + (round % 2);
    const [shard] = shardsOf(service, from) as [number];
    const key = keyIn(shard);
    await clerks.append(0, key, `[before ${round}]`);
    await clerks.get(1, key);
    const group = service.group(faults.chance(0.5) ? from : 3 - from);
    const leader = await group.oneLeader();
    const isLate = group.gid !== from;
    if (isLate) await moveOnPaper(service, shard, 3 - from);
    const how = isLate ? 'without followers' : 'with a clerk';
    depose(service, group, leader, faults.chance(0.25) ? 'pause' : how);
    if (!isLate) await service.move(shard, 3 - from);
    await group.oneLeader(group.all.filter((index) => index !== leader));
    await controller.sleep(faults.between(100, 200));
    await clerks.append(0, key, `[after ${round}]`);
    simulation.count('leadersDeposed');
    const open = clerks.begin(1, { kind: 'get', key });
    await controller.sleep(30);
    controller.heal();
    group.resume(leader);
    clerks.resume(1);
    await clerks.answerOf(open);
  }
  await finish(service, load);
}

/** Both groups come to the configuration, but the shard does not get through before now. */
async function moveOnPaper(service: ShardService, shard: number, to: Gid): Promise<void> {
  onLinks(service, 1, 2, 'cut one way');
  onLinks(service, 2, 1, 'cut one way');
  await service.move(shard, to);
  await service.controller.sleep(150);
  service.controller.heal();
}

type Misfortune = 'pause' | 'with a clerk' | 'without followers';

/** For a while others have to lead in its place, and it does not know. */
function depose(service: ShardService, group: ShardGroup, leader: number, how: Misfortune): void {
  const { clerks } = service;
  if (how === 'pause') {
    group.pause(leader);
    clerks.pause(1);
  } else if (how === 'with a clerk') {
    isolateWith(service, group.server(leader), clerks.clerk(1));
  } else {
    const followers = group.all.filter((index) => index !== leader);
    group.partition([leader], followers);
  }
}

/** These two reach each other, and nobody else. */
function isolateWith(service: ShardService, server: SimServer, clerk: SimServer): void {
  const { controller, simulation } = service;
  const everybody = [
    ...serversOf(...service.allClusters),
    ...service.clerks.all.map((index) => service.clerks.clerk(index)),
    ...controller.clerks.all.map((admin) => controller.clerks.clerk(admin)),
  ];
  const rest = everybody.filter((one) => one !== server && one !== clerk);
  simulation.inflict({ what: 'partition', groups: [[server, clerk], rest] });
}

export const LATE: readonly Scenario[] = [
  {
    name: 'an old copy of a shard arrives when the shard has moved on',
    slug: 'old-shard',
    points: 2,
    paper: 'contract',
    about:
      'The messages by which two shards move are held back. The shards move all the same, are written, go on to a third group and come back; then the old messages arrive. They must change nothing.',
    floors: { answers: 8, oldMessages: 0.5 },
    run: oldShard,
  },
  {
    name: 'what groups say to each other comes twice, or late',
    slug: 'late-shards',
    points: 1,
    paper: 'contract',
    about:
      'Three shards go to and fro between three groups, whose requests come twice, or up to 0.35 s late, and answers late. No older shard takes the place of a newer one.',
    floors: { answers: 20, moves: 2 },
    run: lateShards,
  },
  {
    name: 'clients ask again after a move',
    slug: 'retries',
    points: 1,
    paper: 'Raft §8',
    about:
      'An append is done, its clerk hears nothing, and the shard moves before the clerk asks again; some clerks crash instead. Requests come twice and late as well. Everything is done once.',
    floors: { answers: 12, doneUnheard: 1.5 },
    run: retries,
  },
  {
    name: 'leaders that were asleep or cut off during a move',
    slug: 'deposed-leaders',
    points: 1,
    paper: 'Raft §8',
    about:
      'A leader is paused, alone with a clerk, or cut off from its followers, while a shard leaves its group or comes. Others lead in its place. It neither answers from its old state nor promises what it cannot keep.',
    floors: { answers: 30, leadersDeposed: 1 },
    run: deposedLeaders,
  },
];
