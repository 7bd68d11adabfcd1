import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { othersAfter } from '../lab2-raft/stagecraft.ts';
import { endAllFaults, recover } from '../lab3-kvraft/clerk-staging.ts';
import { makeLead } from '../lab3-kvraft/lab3b-laggard.ts';
import type { Scenario } from '../scenario.ts';
import type { ControllerService } from './controller-service.ts';
import {
  anyGids,
  calmController,
  changeAndLook,
  changeOf,
  joinOf,
  newestNumber,
  type OpenControllerOperation,
  readHistory,
} from './controller-staging.ts';

const READER = 1;
/** A follower has what is committed with the next heartbeat. */
const CATCH_UP_MS = 200;

/**
 * Makes each server the leader in turn, and lets a clerk look at all numbers. Each has to know what the
 * others made of the same changes. The first leads with what is in its memory, the others begin anew.
 */
export async function everybodyLeads(controller: ControllerService, first: number): Promise<void> {
  for (const server of controller.roundsOf([first, ...othersAfter(controller, first)])) {
    await controller.sleep(CATCH_UP_MS);
    if (await makeLead(controller, server)) {
      controller.simulation.count('serversLed');
      await readHistory(controller, READER, server);
    }
    endAllFaults(controller);
    await controller.oneLeader();
  }
}

/** One server learns of the changes as they come, one misses some of them, and one begins anew in between. */
async function eachLeads(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 2 });
  const random = simulation.random('changes');
  const gids = anyGids(random, 12);
  const leader = await controller.oneLeader();
  const [behind, renewed] = othersAfter(controller, leader) as [number, number];
  await controller.join(0, ...gids.slice(0, 4));
  await changeAndLook(controller, 4, gids, random);
  controller.disconnect(behind);
  await changeAndLook(controller, 4, gids, random);
  controller.connect(behind);
  await controller.sleep(CATCH_UP_MS);
  controller.restart(renewed);
  await changeAndLook(controller, 6, gids, random);
  await everybodyLeads(controller, behind);
  await controller.judge();
}

/** The leader dies somewhere between a request and its answer, or in the turn in which it would answer. */
async function leaderCrashes(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 3 });
  const random = simulation.random('faults');
  const gids = anyGids(random, 9);
  await controller.join(0, ...gids.slice(0, 2));
  for (const round of controller.rounds(5)) {
    const leader = await controller.oneLeader();
    await controller.look(0);
    for (const clerk of controller.clerks.all) {
      controller.clerks.begin(clerk, changeOf(controller, gids, random));
    }
    if (round % 2 === 0) {
      await controller.sleep(random.between(0, 10));
      controller.crash(leader);
    } else {
      controller.crashAt(leader, { when: 'reply', effects: random.integer(0, 1) });
      await controller.until(() => !controller.isUp(leader), 300, 5);
      controller.server(leader).crashPoint = undefined;
      controller.crash(leader);
    }
    await controller.oneLeader();
    await controller.clerks.allAnswered();
    controller.start(leader);
  }
  await controller.judge();
}

/**
 * The old leader does not know that it was deposed: it is cut off, or wakes up after a pause. What it
 * knows by itself is old.
 */
async function deposedLeader(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 4 });
  await controller.join(0, 1);
  for (const [round, isPaused] of controller.roundsOf([false, true, false, true].entries())) {
    const leader = await controller.oneLeader();
    const others = othersAfter(controller, leader);
    const readers = [1, 2, 3];
    for (const clerk of readers) await askFirst(controller, clerk, leader);
    if (isPaused) controller.pause(leader);
    else controller.partitionAll({ servers: [leader], clerks: readers }, { servers: others, clerks: [0] });
    await controller.oneLeader(others);
    await controller.join(0, 10 + round);
    await controller.query(0);

    // The newest; one that the old leader does not have; one that nobody has.
    const numbers = [undefined, newestNumber(controller), newestNumber(controller) + 5];
    const open = readers.map((clerk, nth) =>
      controller.clerks.begin(clerk, { kind: 'query', ...(nth > 0 && { number: numbers[nth] }) }),
    );
    await controller.sleep(isPaused ? 50 : 300);
    simulation.count('oldLeadersAsked', open.filter(({ isAnswered }) => !isAnswered).length);
    controller.resume(leader);
    await controller.sleep(20);
    await recover(controller);
  }
  await controller.judge();
}

/** A clerk that has been answered by this server asks it next. */
async function askFirst(controller: ControllerService, clerk: number, server: number): Promise<void> {
  controller.clerks.crash(clerk);
  controller.clerks.start(clerk, server);
  await controller.query(clerk);
}

/** MIT's "OnePartition", for the controller. */
async function minority(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 5, clerks: 4 });
  const { clerks } = controller;
  await controller.join(0, 1, 2);
  for (const round of controller.rounds(2)) {
    const leader = await controller.oneLeader();
    const [companion, ...majority] = othersAfter(controller, leader) as [number, ...number[]];
    const few = { servers: [leader, companion], clerks: [1, 2, 3] };
    controller.partitionAll(few, { servers: majority, clerks: [0] });
    await controller.oneLeader(majority);
    // The old leader may believe that it leads all the same.
    failIfAnswered(controller, clerks.begin(1, joinOf(20 + round)), few.servers);
    failIfAnswered(controller, clerks.begin(2, { kind: 'move', shard: round, gid: 1 }), few.servers);
    failIfAnswered(controller, clerks.begin(3, { kind: 'query' }), few.servers);
    await controller.join(0, 10 + round);
    await controller.query(0);
    await controller.move(0, round, 2);
    await controller.query(0);
    await controller.sleep(300);
    simulation.count('minorities');
    await recover(controller);
    await controller.look(0);
  }
  await controller.judge();
}

/** Fails the run as soon as this has its answer, unless the clerk's servers reach a majority by then. */
function failIfAnswered(
  controller: ControllerService,
  open: OpenControllerOperation,
  servers: readonly number[],
): void {
  // A plan may have left it out.
  if (open.isAnswered) return;
  open.answer.then(() => {
    const { isUp, name } = controller.clerks.clerk(open.clerk);
    if (!isUp || controller.reachesMajority(servers)) return;
    const names = servers.map((server) => controller.server(server).name).join(' and ');
    const message = `${name}'s ${controller.record.describe(open.input)} was answered, though ${name} reached only ${names}, which could not reach a majority, since before it asked`;
    const details = { paper: 'Raft §8', actor: name };
    controller.simulation.fail(new Violation('controller/majority-answers', message, details));
  });
}

export const LEADERS: readonly Scenario[] = [
  {
    name: 'all servers know the same',
    slug: 'each-leads',
    points: 2,
    paper: 'Raft §5.4.3',
    about:
      'One server misses some changes and catches up, one restarts in between. Then each of the three leads in turn, and is asked for all numbers: all give the same.',
    floors: { configurations: 11, serversLed: 2 },
    run: eachLeads,
  },
  {
    name: 'the leader crashes in the middle',
    slug: 'leader-crashes',
    points: 1,
    paper: 'Raft §8',
    about:
      'Three clients ask for changes, and the leader crashes: before, while or after it makes them, also just before it answers. Each has its answer within 5 s of the election, and each change is made once.',
    floors: { crashes: 4, leaderChanges: 3, configurations: 8 },
    run: leaderCrashes,
  },
  {
    name: 'a leader that does not know that it is deposed',
    slug: 'deposed-leader',
    points: 2,
    paper: 'Raft §8',
    about:
      'The leader is cut off together with three clients, or paused, while the others elect another and groups join. Asked for the newest configuration, or for one that it does not have, it may not answer with an old one. Healed, all have their answers within 5 s.',
    floors: { oldLeadersAsked: 5, leaderChanges: 3 },
    run: deposedLeader,
  },
  {
    name: 'progress in the majority, none in the minority',
    slug: 'minority',
    points: 1,
    paper: 'Raft §5.4, §8',
    about:
      'The leader and one server of five are cut off with three clients, who ask for changes and the newest configuration: none of them is answered. The majority goes on. Healed, all have their answers within 5 s, and each change is made once.',
    floors: { minorities: 1.5 },
    run: minority,
  },
];
