import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { anyPoint, beginMove, crashSoon, loadOn, readShards, runningService } from './faults-staging.ts';
import { holdLinks, serversOf } from './group-links.ts';
import type { ShardService } from './shard-service.ts';
import { allShards, finish, keyIn, recover, shardsOf } from './shard-staging.ts';

/** A change is asked for, and the leader dies at some step of it; the others have to go on. */
async function leaderCrashes(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2, 3], clerks: 2 }, [1, 2]);
  const { controller } = service;
  const faults = simulation.random('faults');
  const load = loadOn(service);
  load.start();
  for (const round of controller.rounds(3)) {
    const leader = await controller.oneLeader();
    const change = controller.clerks.begin(
      0,
      round === 1 ? { kind: 'leave', gids: [3] } : { kind: 'join', groups: [[3, namesOf(service, 3)]] },
    );
    await controller.sleep(faults.between(0, 4));
    if (!change.isAnswered) simulation.count('crashesDuringChanges');
    await crashSoon(controller, leader, anyPoint(faults), 10);
    await controller.clerks.answerOf(change);
    controller.start(leader);
    await controller.sleep(faults.between(0, 150));
  }
  await finish(service, load);
}

function namesOf(service: ShardService, gid: number): string[] {
  return serversOf(service.group(gid)).map(({ name }) => name);
}

/** It has no majority, or nobody but its staff can reach it. */
async function withoutController(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2], clerks: 3 });
  const shards = allShards(service);
  for (const clerk of service.clerks.all) await readShards(service, clerk, shards);
  const load = loadOn(service, [20, 60]);
  load.start([1, 2]);
  const [wanderer, other] = shardsOf(service, 1) as [number, number];
  const hasMajority = simulation.random('faults').chance(0.5);
  if (hasMajority) {
    keepForStaff(service);
    await service.move(wanderer, 2);
    await service.move(other, 2);
    await service.leave(1);
    await service.join(1);
  } else {
    const { controller } = service;
    const leader = await controller.oneLeader();
    for (const index of controller.all) {
      if (index !== (leader + 1) % controller.size) controller.crash(index);
    }
    beginMove(service, wanderer, 2);
  }
  await readShards(service, 0, shards);
  simulation.count('readsWithoutController', shards.length);
  await service.controller.sleep(200);
  await service.clerks.append(0, keyIn(wanderer), '[before]');
  await recover(service);
  if (!hasMajority) await service.move(other, 2);
  for (const shard of [wanderer, other]) await service.clerks.append(0, keyIn(shard), '[after]');
  await finish(service, load);
}

/** Groups and clerks do not hear from the controller, nor it from them. */
function keepForStaff(service: ShardService): void {
  const { controller, clerks, simulation } = service;
  const staff = controller.clerks.all.map((admin) => controller.clerks.clerk(admin));
  const others = clerks.all.map((clerk) => clerks.clerk(clerk));
  simulation.inflict({
    what: 'partition',
    groups: [
      [...serversOf(controller), ...staff],
      [...serversOf(...service.allGroups), ...others],
    ],
  });
}

/** Much of what the controller answers groups and clerks comes when newer answers have been there long. */
async function lateAnswers(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2, 3], clerks: 3 });
  const { controller } = service;
  const faults = simulation.random('faults');
  const readers = [
    ...serversOf(...service.allGroups),
    ...service.clerks.all.map((clerk) => service.clerks.clerk(clerk)),
  ];
  const load = loadOn(service);
  load.start();
  const late = { holdReplyRatio: 0.5, holdMs: [50, 900] as const };
  for (const from of serversOf(controller)) {
    for (const to of readers) simulation.inflict({ what: 'faults', of: [from, to], faults: late });
  }
  for (const round of controller.rounds(4)) {
    const [from, to] = [1 + (round % 3), 1 + ((round + 1) % 3)];
    await service.move(faults.pick(shardsOf(service, from)), to);
    await controller.sleep(faults.between(50, 300));
  }
  // And once a group hears nothing for a while, and then everything, the newest first.
  const listeners = serversOf(service.group(2));
  holdLinks(simulation, serversOf(controller), listeners);
  await controller.sleep(250);
  await service.move(faults.pick(shardsOf(service, 2)), 3);
  await controller.sleep(150);
  for (const from of serversOf(controller)) {
    for (const to of listeners) {
      while (simulation.inflict({ what: 'release one', from, to, which: 'newest' }) > 0) {
        simulation.count('lateConfigurations');
        await controller.sleep(5);
      }
      simulation.inflict({ what: 'release', from, to });
    }
  }
  for (const from of serversOf(controller)) {
    for (const to of readers) simulation.inflict({ what: 'faults', of: [from, to], faults: undefined });
  }
  await finish(service, load);
}

export const CONTROLLER_FAULTS: readonly Scenario[] = [
  {
    name: "the controller's leader crashes in the middle of a change",
    slug: 'controller-crash',
    points: 1,
    paper: 'contract',
    about:
      'A group joins and leaves; each time the controller’s leader crashes at some step, and the other two ' +
      'finish the change, once. Shards go where they belong, and clerks are answered all the time.',
    floors: { answers: 12, crashesDuringChanges: 1 },
    run: leaderCrashes,
  },
  {
    name: 'the controller cannot be reached for a while',
    slug: 'controller-away',
    points: 1,
    paper: 'contract',
    about:
      'The controller has no majority, or nobody but its staff can reach it. Clerks that know who has what are served as before; the changes that were made meanwhile are taken in order afterwards.',
    floors: { answers: 40, readsWithoutController: 10 },
    run: withoutController,
  },
  {
    name: 'old answers of the controller arrive late',
    slug: 'late-configs',
    points: 1,
    paper: 'contract',
    about:
      'Every other answer of the controller comes up to 0.9 s late, also after newer ones, while shards move. Nobody goes back to an older configuration.',
    floors: { answers: 12, lateConfigurations: 0.3 },
    run: lateAnswers,
  },
];
