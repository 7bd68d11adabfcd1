import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { readAll } from '../lab3-kvraft/clerk-staging.ts';
import type { OpenKvOperation } from '../lab3-kvraft/kv-clerks.ts';
import { Workload } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import type { Gid } from './contract.ts';
import { appendsTo, hashedKeys, MOVE_LIMIT_MS, visitorOf } from './moves-staging.ts';
import type { ShardService } from './shard-service.ts';
import { calmShards, ownerOf } from './shard-staging.ts';

/** How long a clerk is watched that asks a group which is down. */
const DOWN_MS = 400;

/** MIT's "static shards": one of two groups is down, then the other. */
async function staticShards(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2], clerks: 10 });
  await service.join(1);
  await service.join(2);
  const keys = hashedKeys(service);
  await visitorOf(service, keys)();
  await service.controller.sleep(MOVE_LIMIT_MS);
  for (const down of service.controller.roundsOf([1, 2])) {
    service.crashGroup(down);
    const open = keys.map((key, clerk) => service.clerks.begin(clerk, { kind: 'get', key }));
    await service.controller.sleep(DOWN_MS);
    for (const one of open) await checkStatic(service, one, down);
    service.startGroup(down);
    await service.group(down).oneLeader();
    await service.clerks.allAnswered();
  }
  await service.judge();
}

/** Nobody can answer for a group that is down, and everybody else has to. */
async function checkStatic(service: ShardService, open: OpenKvOperation, down: Gid): Promise<void> {
  const { clerk, input } = open;
  const { key } = input;
  const shard = service.shardOf(key);
  if (ownerOf(service, shard) !== down) {
    await service.clerks.answerOf(open);
    return;
  }
  if (!open.isAnswered || service.simulation.planned) {
    service.simulation.count('waitsForOwner');
    return;
  }
  const asked = `get(${JSON.stringify(key)}) was answered though`;
  const message = `clerk ${clerk}'s ${asked} its shard, ${shard}, is in group ${down}, all of which is down`;
  throw new Violation('shardkv/owner-answers', message, { actor: `clerk ${clerk}` });
}

/** MIT's "join then leave": a group that has left is shut down, and then comes again. */
async function joinLeave(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2], clerks: 5 });
  const visitAll = visitorOf(service, hashedKeys(service));
  await service.join(1);
  await visitAll();
  await service.join(2);
  await visitAll();
  await service.leave(1);
  await visitAll();
  await service.controller.sleep(MOVE_LIMIT_MS);
  service.crashGroup(1);
  await readAll(service);
  service.startGroup(1);
  await service.join(1);
  await visitAll();
  await service.leave(2);
  await visitAll();
  await readAll(service);
  await service.judge();
}

/** MIT's "many joins and leaves": eight groups come one after the other, and go. */
async function eightGroups(simulation: Simulation): Promise<void> {
  const gids = [1, 2, 3, 4, 5, 6, 7, 8];
  const service = calmShards(simulation, { gids, clerks: 5 });
  await service.join(1);
  const keys = hashedKeys(service);
  const load = new Workload(service.clerks, { pauseMs: [20, 60], next: appendsTo(keys) });
  load.start();
  const random = simulation.random('changes');
  const { controller } = service;
  for (const gid of controller.roundsOf(gids.slice(1))) {
    await service.join(gid);
    await controller.sleep(random.between(20, 80));
  }
  for (const gid of controller.roundsOf(random.shuffle(gids).slice(1))) {
    await service.leave(gid);
    await controller.sleep(random.between(20, 80));
  }
  await load.stop(5000);
  await readAll(service);
  await service.judge();
}

/** Each seed has one of these. */
const SIZES = [
  { shardCount: 1, groupSize: 3, controllers: 5 },
  { shardCount: 3, groupSize: 5, controllers: 3 },
  { shardCount: 17, groupSize: 5, controllers: 5 },
  { shardCount: 100, groupSize: 3, controllers: 3 },
] as const;
const ODD_KEYS = ['', '__proto__', 'constructor', 'toString', '7/7/7', '100/x', '-1/x', 'ключ', '\n', ' 3/k'];

async function sizes(simulation: Simulation): Promise<void> {
  const random = simulation.random('sizes');
  const service = calmShards(simulation, { ...random.pick(SIZES), gids: [1, 2], clerks: 10 });
  const numbered = Array.from({ length: 6 }, () => `${random.integer(0, 199)}/${random.integer(0, 9)}`);
  const visitAll = visitorOf(service, [...ODD_KEYS, ...numbered]);
  const lastShard = service.shardCount - 1;
  await service.join(1);
  await visitAll();
  await service.join(2);
  await visitAll();
  await service.move(lastShard, ownerOf(service, lastShard) === 1 ? 2 : 1);
  await service.move(0, ownerOf(service, 0) === 1 ? 2 : 1);
  await visitAll();
  await service.leave(random.pick([1, 2]));
  await visitAll();
  await readAll(service);
  await service.judge();
}

export const CALM_MOVES: readonly Scenario[] = [
  {
    name: 'each group serves its shards, and no others',
    slug: 'static-shards',
    points: 1,
    paper: 'contract',
    about:
      'Two groups have five shards each. One is down: the keys of the other are answered within 5 s, its own are not. When it is back, they are; then the other is down.',
    floors: { answers: 30, waitsForOwner: 6 },
    run: staticShards,
  },
  {
    name: 'a group joins, another leaves and comes back',
    slug: 'join-leave',
    points: 1,
    paper: 'contract',
    about:
      'Every key is appended to after each change, and many are read. Group 2 joins, group 1 leaves, is shut down 1 s later and joins again, and group 2 leaves. No value is lost, none is there twice.',
    floors: { answers: 80, configurations: 5 },
    run: joinLeave,
  },
  {
    name: 'eight groups come and go',
    slug: 'eight-groups',
    points: 1,
    paper: 'contract',
    about:
      'Seven groups join one by one, and seven of the eight leave, every 50 ms, while five clients append to keys of all shards. Each append is there once.',
    floors: { appends: 5, configurations: 11 },
    run: eightGroups,
  },
  {
    name: 'other numbers of shards and servers, odd keys',
    slug: 'sizes',
    points: 1,
    paper: 'contract',
    about:
      'There are 1, 3, 17 or 100 shards, and groups of 3 or 5 servers; keys are empty, or named like a method of every object. Groups join, shards move, a group leaves, and all values are right.',
    floors: { answers: 80, configurations: 3 },
    run: sizes,
  },
];
