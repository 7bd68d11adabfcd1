import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { ControllerInput } from '../../check/controller-model.ts';
import { othersAfter } from '../lab2-raft/stagecraft.ts';
import { recover } from '../lab3-kvraft/clerk-staging.ts';
import type { Scenario } from '../scenario.ts';
import { type ControllerService, serverNames } from './controller-service.ts';
import {
  calmController,
  joinOf,
  leaveOf,
  newestNumber,
  type OpenControllerOperation,
  seeChange,
} from './controller-staging.ts';

const ASKER = 0;
const OTHER = 1;
/** Every answer is lost: the clerk learns that sooner or later, and asks again. */
const LOST = { dropReplyRatio: 1, lostAfterMs: [0, 100] } as const;
/** Every request comes twice. */
const TWICE = { duplicateRatio: 1 } as const;
/** Within this time a leader has done what has arrived, if it does. */
const EXECUTE_MS = 100;

/** A change, and the one that undoes it. Done once more after that, the first would have an effect again. */
interface Undone {
  readonly change: ControllerInput;
  readonly undo: ControllerInput;
}

/** While groups 1 and 2 are there and 3 is not, and shard 0 is in group 1. */
const JOIN: Undone = { change: joinOf(3), undo: leaveOf(3) };
const LEAVE: Undone = { change: leaveOf(2), undo: joinOf(2) };
const MOVE: Undone = {
  change: { kind: 'move', shard: 0, gid: 2 },
  undo: { kind: 'move', shard: 0, gid: 1 },
};

/** What `Undone` begins with. */
async function prepare(controller: ControllerService): Promise<void> {
  await controller.join(OTHER, 1, 2);
  await restore(controller);
}

/** A join or leave may have taken shard 0 elsewhere. */
async function restore(controller: ControllerService): Promise<void> {
  await controller.clerks.ask(OTHER, MOVE.undo);
  await controller.look(OTHER);
}

/** MIT's "Concurrent leave/join" and "Concurrent multi leave/join". */
async function tenClients(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 10 });
  const { clerks } = controller;
  await Promise.all(
    clerks.all.map(async (clerk) => {
      const gid = 100 + clerk;
      await controller.join(clerk, gid + 1000);
      await controller.join(clerk, gid);
      await controller.leave(clerk, gid + 1000);
    }),
  );
  await controller.look(0);
  await Promise.all(
    clerks.all.map(async (clerk) => {
      const gid = 100 + clerk;
      const extra = [gid + 2000, gid + 1000].map((one) => [one, serverNames(one, 2)] as const);
      await clerks.ask(clerk, { kind: 'join', groups: [...extra, [gid + 3000, [`g${gid}`]]] });
      await controller.leave(clerk, gid + 3000, gid, gid + 1000);
    }),
  );
  await controller.judge();
}

/** What becomes of a leader whose answers were lost. */
type Ending = 'goes on' | 'crashes' | 'is cut off' | 'all crash';
const LOSSES: readonly (Undone & { readonly ending: Ending })[] = [
  { ...JOIN, ending: 'crashes' },
  { ...LEAVE, ending: 'goes on' },
  { ...MOVE, ending: 'is cut off' },
  { ...JOIN, ending: 'all crash' },
];

async function lostAnswers(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 2 });
  await prepare(controller);
  for (const { change, undo, ending } of controller.roundsOf(LOSSES)) {
    const leader = await controller.oneLeader();
    // A clerk may have to introduce itself first.
    await controller.query(ASKER);
    for (const server of controller.all) controller.setAnswerFaults(server, ASKER, LOST);
    const before = newestNumber(controller);
    const open = controller.clerks.begin(ASKER, change);
    await seeChange(controller, OTHER, before);
    if (!open.isAnswered) simulation.count('doneUnheard');
    await controller.clerks.ask(OTHER, undo);
    if (ending === 'goes on') await controller.sleep(300);
    if (ending === 'crashes') controller.crash(leader);
    if (ending === 'is cut off') controller.partition([leader], othersAfter(controller, leader));
    if (ending === 'all crash') for (const server of controller.all) controller.restart(server);
    for (const server of controller.all) controller.setAnswerFaults(server, ASKER, undefined);
    await controller.oneLeader(ending === 'is cut off' ? othersAfter(controller, leader) : undefined);
    await controller.clerks.answerOf(open);
    await controller.look(OTHER);
    await recover(controller);
    await restore(controller);
  }
  await controller.judge();
}

/** One copy of a request is done at once, the other arrives when it was undone. */
async function lateRequests(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 2 });
  const { clerks } = controller;
  await prepare(controller);
  for (const [round, { change, undo }] of controller.roundsOf([MOVE, JOIN, LEAVE, MOVE, LEAVE].entries())) {
    const leader = await controller.oneLeader();
    // A clerk may have to introduce itself first.
    await controller.query(ASKER);
    clerks.setFaults(ASKER, TWICE);
    controller.holdRequests(ASKER, leader);
    const open = clerks.begin(ASKER, change);
    await controller.until(() => controller.heldRequests(ASKER, leader) > 1, 1000, 2);
    controller.releaseNewestRequest(ASKER, leader);
    await clerks.answerOf(open);
    clerks.setFaults(ASKER, undefined);
    const late = controller.heldRequests(ASKER, leader);
    const undoer = round % 2 === 0 ? ASKER : OTHER;
    const undoing = clerks.begin(undoer, undo);
    if (undoer === ASKER) await letPass(controller, leader, late, undoing);
    await clerks.answerOf(undoing);
    simulation.count('lateRequests', controller.releaseRequests(ASKER, leader));
    await controller.sleep(EXECUTE_MS);
    await restore(controller);
  }
  await controller.judge();
}

/** Lets all requests of a clerk through but those that came first, `late` of them, until it is answered. */
async function letPass(
  controller: ControllerService,
  leader: number,
  late: number,
  open: OpenControllerOperation,
): Promise<void> {
  await controller.until(
    () => {
      while (controller.heldRequests(ASKER, leader) > late) controller.releaseNewestRequest(ASKER, leader);
      return open.isAnswered;
    },
    5000,
    2,
  );
}

/** Clerks die with a change under way, and those that come after them ask for the next one. */
async function deadClients(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 2 });
  const { clerks } = controller;
  for (const round of controller.rounds(6)) {
    const leader = await controller.oneLeader();
    controller.clerks.startAnew(ASKER, leader);
    // A clerk may have to introduce itself first.
    await controller.query(ASKER);
    controller.holdRequests(ASKER, leader);
    clerks.begin(ASKER, joinOf(10 + round));
    await controller.until(() => controller.heldRequests(ASKER, leader) > 0, 2000, 2);
    controller.clerks.startAnew(ASKER, leader);
    const late = controller.heldRequests(ASKER, leader);
    simulation.count('requestsOfTheDead', late);

    // The dead one's request comes first, or last.
    const isFirst = round % 2 === 0;
    if (isFirst) {
      controller.releaseRequests(ASKER, leader);
      await controller.sleep(EXECUTE_MS);
    }
    const open = clerks.begin(ASKER, joinOf(20 + round));
    if (!isFirst) await letPass(controller, leader, late, open);
    await clerks.answerOf(open);
    await controller.look(OTHER);
    controller.releaseRequests(ASKER, leader);
    await controller.sleep(20);
    await controller.leave(ASKER, 10 + round, 19 + round);
  }
  await controller.judge();
}

export const REQUESTS: readonly Scenario[] = [
  {
    name: 'ten clients at once',
    slug: 'ten-clients',
    points: 1,
    paper: 'Raft §8',
    about:
      'Ten clients join and leave groups at the same time, one by one and several in a call. Each change is in one configuration, and after all of them there are just the groups that stayed.',
    floors: { configurations: 40 },
    run: tenClients,
  },
  {
    name: 'answers are lost, and others are asked',
    slug: 'lost-answers',
    points: 1,
    paper: 'Raft §8',
    about:
      'A leader does what a client wants, but its answers are lost, and another client undoes it. Then the leader goes on, crashes, or is cut off, or all servers crash. The first client asks again: it is not done again.',
    floors: { doneUnheard: 3, leaderChanges: 1 },
    run: lostAnswers,
  },
  {
    name: 'a request comes again, late',
    slug: 'late-requests',
    points: 2,
    paper: 'Raft §8',
    about:
      'A second copy of a join, leave or move arrives when the same or another client has undone it. It changes nothing.',
    floors: { lateRequests: 4 },
    run: lateRequests,
  },
  {
    name: 'clients that die in the middle of a call',
    slug: 'dead-clients',
    points: 1,
    paper: 'Ongaro §6.3',
    about:
      'A client dies while its join is under way, and a new one joins another group. What the dead one asked for may be done once, or never; the new one is not taken for it.',
    floors: { requestsOfTheDead: 5, clerkCrashes: 6 },
    run: deadClients,
  },
];
