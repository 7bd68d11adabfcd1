import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { calmController, gidsOf, joinOf, leaveOf, newestNumber, readHistory } from './controller-staging.ts';

/** MIT's "Basic leave/join", and configuration 0. */
async function joinAndLeave(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 1 });
  await controller.query(0);
  for (const gid of [1, 2]) {
    await controller.clerks.ask(0, { kind: 'join', groups: [[gid, [`z${gid}`, `a${gid}`, `m${gid}`]]] });
    await controller.query(0);
  }
  for (const gid of [1, 2]) {
    await controller.leave(0, gid);
    await controller.query(0);
  }
  await controller.judge();
}

/** MIT's "Historical queries", and those for numbers that do not exist yet. */
async function history(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 2 });
  for (const change of [joinOf(3), joinOf(1, 2), leaveOf(3), joinOf(5, 4), leaveOf(1, 5)]) {
    await controller.clerks.ask(0, change);
    await controller.query(0);
  }
  for (const down of controller.roundsOf(controller.all)) {
    controller.crash(down);
    await controller.oneLeader();
    await readHistory(controller, 1);
    await controller.query(1, newestNumber(controller) + 1);
    await controller.query(1, 1000);
    await controller.move(0, down, 4);
    await controller.query(1, newestNumber(controller) + 1);
    controller.start(down);
  }
  await controller.judge();
}

/** MIT's "Move", and that a move lasts as long as only queries and other moves follow. */
async function moves(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 2 });
  await controller.join(0, 501, 502);
  const dealt = (await controller.query(0))?.shards ?? [];
  for (const [shard, gid] of dealt.entries()) {
    await controller.move(shard % 2, shard, gid === 501 ? 502 : 501);
    await controller.query(0);
  }
  await controller.move(1, 3, dealt[3] ?? 501);
  await controller.query(0, 1);
  await controller.move(0, 4, dealt[4] ?? 501);
  await controller.query(1);
  await controller.join(0, 503);
  await controller.query(0);
  await controller.leave(0, 501, 502);
  await controller.judge();
}

/** What is there joins, what is not there leaves, what is where it is moves. */
async function noChange(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 1 });
  const { clerks } = controller;
  await controller.leave(0, 1);
  await controller.move(0, 0, 1);
  await controller.query(0);
  await controller.join(0, 1, 2);
  await controller.move(0, 9, 1);
  await controller.look(0);
  const shards = controller.record.book.newest?.shards ?? [];
  await controller.join(0, 2);
  await clerks.ask(0, { kind: 'join', groups: [[1, ['elsewhere']]] });
  await clerks.ask(0, { kind: 'join', groups: [] });
  await controller.leave(0, 3);
  await controller.leave(0);
  for (const [shard, gid] of shards.entries()) await controller.move(0, shard, gid);
  for (const [shard, gid] of [
    [0, 3],
    [controller.shardCount, 1],
    [1000, 2],
  ] as const) {
    await controller.move(0, shard, gid);
    await controller.query(0);
  }
  // Of what follows, half has an effect.
  await clerks.ask(0, {
    kind: 'join',
    groups: [
      [2, ['elsewhere']],
      [4, ['g4.0']],
    ],
  });
  await controller.query(0);
  await controller.leave(0, 1, 7);
  await controller.judge();
}

/** MIT's "Multi-group join/leave" and "Minimal transfers". */
async function severalAtOnce(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 1 });
  const random = simulation.random('groups');
  await controller.join(0, ...random.shuffle([1, 2, 3]));
  await controller.query(0);
  for (const _ of controller.rounds(2)) {
    await controller.join(0, ...random.shuffle([11, 12, 13, 14, 15]));
    await controller.query(0);
    await controller.leave(0, ...random.shuffle([11, 12, 13, 14, 15]));
    await controller.query(0);
    for (const gid of [9, 8, 7, 6]) {
      await controller.join(0, gid);
      await controller.query(0);
    }
    await controller.leave(0, ...random.shuffle(gidsOf(controller)).slice(0, 4));
    await controller.query(0);
  }
  await controller.leave(0, ...random.shuffle(gidsOf(controller)));
  await controller.judge();
}

export const CALM: readonly Scenario[] = [
  {
    name: 'groups join and leave',
    slug: 'basic',
    points: 1,
    paper: 'contract',
    about:
      'Two groups join one by one, and leave one by one. Each configuration has exactly the groups that are there, with their servers in the order of the join, and spreads all shards over them.',
    floors: { configurations: 4 },
    run: joinAndLeave,
  },
  {
    name: 'old configurations can be had',
    slug: 'history',
    points: 1,
    paper: 'contract',
    about:
      'While each server in turn is down, all numbers are asked for: each gives what it gave before. A number that does not exist yet gives the newest.',
    floors: { configurations: 7, crashes: 2 },
    run: history,
  },
  {
    name: 'single shards move',
    slug: 'move',
    points: 1,
    paper: 'contract',
    about:
      'All shards go to the other group, one by one. Each stays there, through queries and other moves, until a group joins: then the shards are balanced again.',
    floors: { configurations: 13 },
    run: moves,
  },
  {
    name: 'what changes nothing has no number',
    slug: 'no-change',
    points: 1,
    paper: 'contract',
    about:
      'A group joins that is there, maybe with other servers; one leaves that is not there; a shard moves to where it is, or a shard or group does not exist. The configuration stays as it is, and so does its number.',
    floors: { configurations: 4, changesAsked: 18 },
    run: noChange,
  },
  {
    name: 'several groups in one call',
    slug: 'several-at-once',
    points: 1,
    paper: 'contract',
    about:
      'Up to five groups join or leave in one call: one configuration, which is balanced, and moves no shard that need not move.',
    floors: { configurations: 12 },
    run: severalAtOnce,
  },
];
