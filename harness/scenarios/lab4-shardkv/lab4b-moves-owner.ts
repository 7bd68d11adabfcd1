import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { othersAfter } from '../lab2-raft/stagecraft.ts';
import { readAll } from '../lab3-kvraft/clerk-staging.ts';
import { token } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import type { Gid } from './contract.ts';
import { onLinks } from './group-links.ts';
import {
  holdBetween,
  holdClerkNews,
  NOTICED_MS,
  releaseBetween,
  releaseClerkNews,
  visitorOf,
} from './moves-staging.ts';
import type { ShardGroup } from './shard-group.ts';
import type { ShardService } from './shard-service.ts';
import { calmShards, ownerOf } from './shard-staging.ts';

const SHARD = 3;
const KEY = '3/k';
const OTHER_KEYS: readonly string[] = ['0/k', '7/k', '9/k'];
/** A shard is with its new group long before. */
const MOVED_MS = 250;
/** What two groups have to say to each other until a shard is handed over: fewer words than that. */
const STEPS = 8;
/** Longer than it takes to answer once, and to notice that a shard is here. */
const STEP_MS = 150;
const AFTER_ROUNDS = 100;
const WRITER = 0;
const OTHER = 1;

/**
 * A request is in a leader's log behind the configuration that takes its shard away. Neither is committed
 * when it comes, for the followers' answers are held; then one is, and later the other.
 */
async function movedBeforeApplied(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2], clerks: 2 });
  await service.join(1, 2);
  const { clerks, controller } = service;
  await visitorOf(service, [KEY, ...OTHER_KEYS])();
  for (const round of controller.rounds(4)) {
    const from = ownerOf(service, SHARD) === 1 ? 1 : 2;
    const group = service.group(from);
    const leader = await group.oneLeader();
    const followers = othersAfter(group, leader);
    await clerks.get(WRITER, KEY);
    const request = { from: clerks.clerk(WRITER), to: group.server(leader) };
    simulation.inflict({ what: 'hold', ...request });
    const kind = round === 3 ? 'put' : 'append';
    const open = clerks.begin(WRITER, { kind, key: KEY, value: token(WRITER, round) });
    await controller.until(() => simulation.network.heldOn(request.from, request.to) > 0, 300, 2);
    for (const follower of followers) group.hold(follower, leader);
    await service.move(SHARD, from === 1 ? 2 : 1);
    await controller.sleep(NOTICED_MS);
    const early = followers.map((follower) => group.heldOn(follower, leader));
    simulation.inflict({ what: 'release', ...request });
    await controller.sleep(30);
    if (!open.isAnswered) simulation.count('requestsBehindMoves');
    releaseEarly(group, leader, early);
    await controller.sleep(MOVED_MS);
    for (const follower of followers) group.release(follower, leader);
    await clerks.answerOf(open);
    await clerks.get(OTHER, KEY);
  }
  await readAll(service);
  await service.judge();
}

/** Lets so many of the messages go that followers sent to their leader, those that they sent first. */
function releaseEarly(group: ShardGroup, leader: number, early: readonly number[]): void {
  for (const [place, follower] of othersAfter(group, leader).entries()) {
    for (let nth = 0; nth < (early[place] ?? 0); nth++) group.releaseOne(follower, leader, 'oldest');
  }
}

/**
 * A clerk hears nothing of a move, and asks the group that had the shard: which has handed it over, or does
 * not know yet that it has arrived, or is down.
 */
async function oldOwner(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2, 3], clerks: 3 });
  await service.join(1, 2, 3);
  const { clerks, controller } = service;
  await visitorOf(service, [KEY, ...OTHER_KEYS])();
  for (const round of controller.rounds(5)) {
    const from = ownerOf(service, SHARD);
    const to = (from % 3) + 1;
    await clerks.get(WRITER, KEY);
    holdClerkNews(service, WRITER);
    await moveUnconfirmed(service, from, to, token(OTHER, round));
    if (round === 3) {
      onLinks(service, to, from, 'release');
      await service.move(SHARD, (to % 3) + 1);
    }
    const key = KEY;
    const open =
      round % 3 === 2
        ? clerks.begin(WRITER, { kind: 'append', key, value: token(WRITER, round) })
        : clerks.begin(WRITER, { kind: 'get', key });
    await controller.sleep(100);
    if (!open.isAnswered) simulation.count('uninformed');
    onLinks(service, to, from, 'release');
    releaseClerkNews(service, WRITER);
    await clerks.answerOf(open);
    await clerks.get(OTHER, KEY);
  }
  await askDeadOwner(service);
  await service.judge();
}

/** Moves the shard and writes to it in its new group. What that group last said to the old one is held. */
async function moveUnconfirmed(service: ShardService, from: Gid, to: Gid, value: string): Promise<void> {
  const { clerks, controller } = service;
  onLinks(service, to, from, 'hold');
  await service.move(SHARD, to);
  await controller.sleep(NOTICED_MS);
  service.clerks.startAnew(OTHER);
  const open = clerks.begin(OTHER, { kind: 'append', key: KEY, value });
  // The new group may have to say something before it gets the shard: one step at a time.
  for (let step = 0; step < STEPS; step++) {
    await controller.until(() => open.isAnswered, STEP_MS, 5);
    if (open.isAnswered) break;
    onLinks(service, to, from, 'release');
    onLinks(service, to, from, 'hold');
  }
  if (!open.isAnswered) onLinks(service, to, from, 'release');
  await clerks.answerOf(open);
}

/** The clerk knows that group, and not that the shard has left it before all its servers crashed. */
async function askDeadOwner(service: ShardService): Promise<void> {
  const { clerks } = service;
  const from = ownerOf(service, SHARD);
  await clerks.get(WRITER, KEY);
  await service.move(SHARD, (from % 3) + 1);
  service.clerks.startAnew(OTHER);
  await clerks.append(OTHER, KEY, token(OTHER, AFTER_ROUNDS));
  service.crashGroup(from);
  await clerks.get(WRITER, KEY);
}

/** Clerks know of a move before its shard is there, for the groups cannot hear each other. */
async function newOwner(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2], clerks: 3 });
  await service.join(1, 2);
  const { clerks, controller } = service;
  await visitorOf(service, [KEY, ...OTHER_KEYS])();
  for (const round of controller.rounds(4)) {
    const from = ownerOf(service, SHARD);
    await clerks.append(WRITER, KEY, token(WRITER, round));
    holdBetween(service, 1, 2);
    await service.move(SHARD, from === 1 ? 2 : 1);
    await controller.sleep(NOTICED_MS);
    for (const clerk of clerks.all) service.clerks.startAnew(clerk);
    const value = token(OTHER, round);
    const open = [
      clerks.begin(WRITER, { kind: 'get', key: KEY }),
      clerks.begin(OTHER, { kind: 'append', key: KEY, value }),
    ];
    await controller.sleep(100);
    if (open.every(({ isAnswered }) => !isAnswered)) simulation.count('waitsForShard');
    releaseBetween(service, 1, 2);
    for (const one of open) await clerks.answerOf(one);
    await clerks.get(2, KEY);
  }
  await service.judge();
}

export const OWNERS: readonly Scenario[] = [
  {
    name: 'a request stands in the log behind the move of its shard',
    slug: 'moved-before-applied',
    points: 2,
    paper: 'contract',
    about:
      'A request comes to the group that has its shard, and is committed after the configuration that gives the shard away. It must not be executed there: it is answered by the new group, and its value is not lost.',
    floors: { requestsBehindMoves: 2 },
    run: movedBeforeApplied,
  },
  {
    name: 'a client that has not heard of a move',
    slug: 'old-owner',
    points: 1,
    paper: 'contract',
    about:
      'A client cannot hear the controller and asks the group that had the shard, when another client has written to it in its new group, and the old one may not have heard that it is there. It is not answered there, neither a read nor a write; within 5 s of the controller’s answers it is. So it is when all servers of the group that it knows have crashed.',
    floors: { uninformed: 3 },
    run: oldOwner,
  },
  {
    name: 'a client that comes before the shard',
    slug: 'new-owner',
    points: 1,
    paper: 'contract',
    about:
      'Two groups cannot hear each other while a shard moves. New clients ask the new group, which must not answer before it has the shard; within 5 s of that it does.',
    floors: { waitsForShard: 2 },
    run: newOwner,
  },
];
