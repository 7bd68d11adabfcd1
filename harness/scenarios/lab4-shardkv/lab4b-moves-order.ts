import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { readAll } from '../lab3-kvraft/clerk-staging.ts';
import { token } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import type { Gid } from './contract.ts';
import {
  hashedKeys,
  holdBetween,
  holdNews,
  NOTICED_MS,
  releaseBetween,
  releaseNews,
  visitorOf,
} from './moves-staging.ts';
import type { ShardService } from './shard-service.ts';
import { calmShards, leadersEverywhere, shardsOf } from './shard-staging.ts';

/** Shards that change places: each goes from its group to the next. */
interface Exchange {
  readonly moves: readonly (readonly [from: Gid, to: Gid])[];
  /** Hears of them when the others have done what they can. */
  readonly late: Gid;
}

const EXCHANGES: readonly Exchange[] = [
  {
    moves: [
      [1, 2],
      [2, 1],
    ],
    late: 2,
  },
  {
    moves: [
      [1, 2],
      [2, 3],
      [3, 1],
    ],
    late: 2,
  },
  {
    moves: [
      [1, 2],
      [2, 3],
      [3, 1],
    ],
    late: 3,
  },
  {
    moves: [
      [3, 2],
      [2, 1],
      [1, 3],
    ],
    late: 2,
  },
  {
    moves: [
      [2, 1],
      [1, 2],
    ],
    late: 1,
  },
];

/** Groups give shards to each other at the same time, and one of them hears of it late. */
async function exchange(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2, 3], clerks: 3, shardCount: 6 });
  await service.join(1, 2, 3);
  const visitAll = visitorOf(service, hashedKeys(service));
  await visitAll();
  for (const { moves, late } of service.controller.roundsOf(EXCHANGES)) {
    holdNews(service, late);
    const shards = moves.map(([from]) => shardsOf(service, from)[0] ?? 0);
    for (const [place, [, to]] of moves.entries()) await service.move(shards[place] ?? 0, to);
    await service.controller.sleep(NOTICED_MS);
    releaseNews(service, late);
    await visitAll();
  }
  await readAll(service);
  await service.judge();
}

/** One shard goes from group to group, is written to at each, and leaders crash behind it. */
async function thereAndBack(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2], clerks: 2, shardCount: 3 });
  const { clerks, controller } = service;
  const random = simulation.random('stops');
  await service.join(1);
  await service.join(2);
  for (const round of controller.rounds(6)) {
    // Shard 0 has a value from the beginning, shard 1 from its fourth stop on; shard 2 none until the end.
    for (const shard of [0, 1, 2]) await service.move(shard, (round % 2) + 1);
    await clerks.append(round % 2, '0/k', token(round % 2, round));
    if (round > 2) await clerks.append(round % 2, '1/k', token(round % 2, round));
    if (random.chance(0.4)) await crashLeader(service, random.pick(service.gids));
  }
  for (const gid of service.gids) await crashLeader(service, gid);
  await clerks.append(0, '2/k', token(0, 100));
  await readAll(service);
  await service.judge();
}

/** Another server of the group leads soon, or the same again. */
async function crashLeader(service: ShardService, gid: Gid): Promise<void> {
  const group = service.group(gid);
  group.restart(await group.oneLeader());
  await group.oneLeader();
}

/** Several changes come at once, for some, and one after the other for the rest. */
async function quickChanges(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2, 3], clerks: 3, shardCount: 6 });
  const { controller } = service;
  const random = simulation.random('changes');
  const visitAll = visitorOf(service, hashedKeys(service));
  await service.join(1, 2, 3);
  await visitAll();
  for (const round of controller.rounds(4)) {
    const [from, over, to] = random.shuffle(service.gids) as [Gid, Gid, Gid];
    const shards = shardsOf(service, from).slice(0, 2);
    // In every other round it is the shards that are late; otherwise it is the news.
    if (round % 2 === 0) holdNews(service, over);
    else holdBetween(service, from, over);
    for (const shard of shards) await service.move(shard, over);
    await controller.sleep(round % 2 === 0 ? 0 : NOTICED_MS);
    for (const shard of shards.slice(0, 1)) await service.move(shard, to);
    if (round > 1) await regroup(service, random);
    await controller.sleep(NOTICED_MS);
    if (round % 2 === 0) releaseNews(service, over);
    else releaseBetween(service, from, over);
    await visitAll();
  }
  await leadersEverywhere(service);
  await readAll(service);
  await service.judge();
}

/** One group leaves and comes back at once. */
async function regroup(service: ShardService, random: Random): Promise<void> {
  const gid = random.pick(service.gids);
  await service.leave(gid);
  await service.join(gid);
}

export const ORDER: readonly Scenario[] = [
  {
    name: 'groups exchange shards',
    slug: 'exchange',
    points: 1,
    paper: 'contract',
    about:
      'Two groups give a shard to each other at the same time, or three do so in a ring, and one of them hears of it 0.2 s after the others. Nobody waits for ever: each key is served within 5 s.',
    floors: { answers: 30, configurations: 12 },
    run: exchange,
  },
  {
    name: 'a shard goes there and back, again and again',
    slug: 'there-and-back',
    points: 1,
    paper: 'contract',
    about:
      'Three shards, one of them empty, go from group to group and back, are written to at every stop, and leaders crash. All values are there.',
    floors: { answers: 8, configurations: 12, crashes: 2 },
    run: thereAndBack,
  },
  {
    name: 'changes that come faster than shards move',
    slug: 'quick-changes',
    points: 1,
    paper: 'contract',
    about:
      'Shards move on to a third group while the second has not heard of it, or has not got them yet; groups leave and join at once. Configurations are taken one at a time, in order, each when the shards of the one before are here.',
    floors: { answers: 30, configurations: 12 },
    run: quickChanges,
  },
];
