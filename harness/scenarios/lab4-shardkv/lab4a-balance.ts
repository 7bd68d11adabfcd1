import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { ControllerInput } from '../../check/controller-model.ts';
import type { Scenario } from '../scenario.ts';
import type { ControllerService } from './controller-service.ts';
import { anyGids, calmController, changeAndLook, gidsOf } from './controller-staging.ts';

async function randomChanges(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 1 });
  const random = simulation.random('changes');
  await changeAndLook(controller, 40, anyGids(random, 14), random);
  await controller.judge();
}

/** With as many groups as that makes worth while: also more than there are shards. */
const SIZES = [
  { shardCount: 1, groups: 4, changes: 20 },
  { shardCount: 7, groups: 20, changes: 30 },
  { shardCount: 100, groups: 30, changes: 20 },
] as const;

async function shardCounts(simulation: Simulation): Promise<void> {
  const random = simulation.random('changes');
  const { shardCount, groups, changes } = random.pick(SIZES);
  const controller = calmController(simulation, { size: 3, clerks: 1, shardCount });
  const gids = anyGids(random, groups);
  await controller.join(0, ...gids);
  await controller.query(0);
  await controller.leave(0, ...random.shuffle(gids).slice(0, groups / 2));
  await controller.query(0);
  await changeAndLook(controller, changes, gids, random);
  await controller.judge();
}

/** Moves heap up shards; a join or leave then has more to mend than its own group. */
async function unbalanced(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 1 });
  const random = simulation.random('moves');
  await controller.join(0, 1, 2, 3, 4);
  await controller.query(0);
  for (const round of controller.rounds(4)) {
    // The judge says what has become of the groups.
    if (gidsOf(controller).length < 2) break;
    const heap = random.pick(gidsOf(controller));
    const shards = random.shuffle(Array.from({ length: controller.shardCount }, (_, shard) => shard));
    for (const shard of shards.slice(0, random.integer(3, controller.shardCount))) {
      await controller.move(0, shard, heap);
    }
    await controller.look(0);
    // Whoever leaves makes room for nobody, or takes the heap along.
    const leaves = round === 3 ? heap : random.pick(gidsOf(controller).filter((gid) => gid !== heap));
    if (round % 2 === 0) await controller.join(0, 10 + round);
    else await controller.leave(0, leaves);
    await controller.query(0);
  }
  await controller.judge();
}

/** All groups leave and others or the same come, in turn or all in one, maybe on other machines. */
async function rejoin(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 1 });
  const random = simulation.random('groups');
  for (const round of controller.rounds(4)) {
    const gids = random.shuffle([1, 2, 3, 4]).slice(0, random.integer(2, 4));
    await comeAndGo(controller, gids.map(joinOn(round)), round % 2 === 0);
    const going = gids.map((gid): ControllerInput => ({ kind: 'leave', gids: [gid] }));
    const atOnce: ControllerInput = { kind: 'leave', gids: random.shuffle(gids) };
    await comeAndGo(controller, round % 3 === 0 ? [atOnce] : random.shuffle(going), true);
  }
  await controller.judge();
}

function joinOn(machine: number): (gid: number) => ControllerInput {
  return (gid) => ({ kind: 'join', groups: [[gid, [`m${machine}.g${gid}.0`, `m${machine}.g${gid}.1`]]] });
}

async function comeAndGo(
  controller: ControllerService,
  changes: readonly ControllerInput[],
  looks: boolean,
): Promise<void> {
  for (const change of changes) {
    await controller.clerks.ask(0, change);
    if (looks) await controller.look(0);
  }
}

export const BALANCE: readonly Scenario[] = [
  {
    name: 'random changes',
    slug: 'random-changes',
    points: 2,
    paper: 'contract',
    about:
      'Up to 14 groups join and leave at random, up to three in a call, and shards move. After each join or leave no two groups differ by more than one shard, and no more shards have moved than that takes.',
    floors: { configurations: 25 },
    run: randomChanges,
  },
  {
    name: 'other numbers of shards and groups',
    slug: 'shard-counts',
    points: 1,
    paper: 'contract',
    about:
      'The same with 1, 7 or 100 shards, and up to thirty groups: with more groups than shards, a group has one shard or none.',
    floors: { configurations: 10 },
    run: shardCounts,
  },
  {
    name: 'balance after moves',
    slug: 'unbalanced',
    points: 1,
    paper: 'contract',
    about:
      'Moves heap up shards in one group; then another joins, or one leaves. The shards are spread evenly, with as few moved as that takes.',
    floors: { configurations: 16 },
    run: unbalanced,
  },
  {
    name: 'all groups leave and come again',
    slug: 'rejoin',
    points: 1,
    paper: 'contract',
    about:
      'When all groups have left, all shards are in group 0. A group that comes again may have other servers, and old configurations keep the old ones.',
    floors: { configurations: 16 },
    run: rejoin,
  },
];
