import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { ControllerInput } from '../../check/controller-model.ts';
import { crashAll, othersAfter } from '../lab2-raft/stagecraft.ts';
import { endAllFaults } from '../lab3-kvraft/clerk-staging.ts';
import { makeLead } from '../lab3-kvraft/lab3b-laggard.ts';
import type { Scenario } from '../scenario.ts';
import type { ControllerService } from './controller-service.ts';
import {
  anyGids,
  calmController,
  changeAndLook,
  joinOf,
  leaveOf,
  newestNumber,
  readHistory,
  seeChange,
} from './controller-staging.ts';
import { everybodyLeads } from './lab4a-leaders.ts';

const MAX_STATE_BYTES = 1000;
/** The handout of lab 2: a snapshot that may be lost is sent again after 2 s at the latest; and 1 s more. */
const INSTALL_LIMIT_MS = 3000;
/** A follower that has a snapshot gets the entries after it with the next heartbeats. */
const CATCH_UP_MS = 500;
const WRITER = 0;
const READER = 1;
/** The gid of a group that comes and goes, with long names. */
const FILLER = 5000;

/** So much joins and leaves that no log may still hold what was before. */
async function outgrowLogs(controller: ControllerService): Promise<void> {
  const name = 'filler '.repeat(280);
  for (let offered = 0; offered <= 8 * MAX_STATE_BYTES; offered += name.length) {
    await controller.clerks.ask(WRITER, { kind: 'join', groups: [[FILLER, [name]]] });
    await controller.leave(WRITER, FILLER);
  }
}

/** Back after so much that no log holds all of it, this server needs a snapshot, and gets one. */
async function sendSnapshotTo(controller: ControllerService, behind: number): Promise<void> {
  const before = controller.disks.snapshotsOf(controller.server(behind));
  controller.connect(behind);
  const isSent = () => controller.disks.snapshotsOf(controller.server(behind)) > before;
  if (await controller.until(isSent, INSTALL_LIMIT_MS)) controller.simulation.count('snapshotsInstalled');
  await controller.sleep(CATCH_UP_MS);
}

/** Groups come in any order of their gids, some servers begin with a snapshot, and all go on from there. */
async function snapshots(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 2, maxStateBytes: MAX_STATE_BYTES });
  const random = simulation.random('changes');
  const gids = anyGids(random, 9);
  await controller.join(WRITER, ...gids.slice(0, 4));
  await changeAndLook(controller, 8, gids, random);
  const renewed = ((await controller.oneLeader()) + 1) % controller.size;
  controller.restart(renewed);
  await changeAndLook(controller, 6, gids, random);
  await everybodyLeads(controller, renewed);
  crashAll(controller);
  controller.startAll();
  await readHistory(controller, READER);
  await changeAndLook(controller, 4, gids, random);
  await controller.judge();
}

/** One of three is sent a snapshot, goes on from there, and leads. */
async function laggardLeads(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 2, maxStateBytes: MAX_STATE_BYTES });
  const random = simulation.random('changes');
  const gids = anyGids(random, 9);
  await controller.join(WRITER, ...gids.slice(0, 4));
  await changeAndLook(controller, 3, gids, random);
  for (const afterRestart of controller.roundsOf([false, true])) {
    const leader = await controller.oneLeader();
    const behind = random.pick(othersAfter(controller, leader));
    controller.disconnect(behind);
    await changeAndLook(controller, 4, gids, random);
    await outgrowLogs(controller);
    await sendSnapshotTo(controller, behind);
    await changeAndLook(controller, 5, gids, random);
    await controller.sleep(CATCH_UP_MS);
    if (afterRestart) controller.restart(behind);
    if (await makeLead(controller, behind)) {
      simulation.count('laggardsLed');
      await readHistory(controller, READER, behind);
    }
    endAllFaults(controller);
    await controller.oneLeader();
  }
  await controller.judge();
}

/** The clerk whose request is done, and that asks again when it was undone. */
const ASKER = 2;
/** A change, and what undoes it. */
const UNDONE: readonly (readonly [ControllerInput, ControllerInput])[] = [
  [joinOf(3), leaveOf(3)],
  [leaveOf(2), joinOf(2)],
];

/**
 * Done, undone, part of a snapshot, and asked for once more: of servers that all began with the snapshot, or
 * of one that was sent it.
 */
async function duplicates(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 3, maxStateBytes: MAX_STATE_BYTES });
  const { clerks } = controller;
  await controller.join(WRITER, 1, 2);
  for (const [round, [change, undo]] of controller.roundsOf(UNDONE.entries())) {
    const leader = await controller.oneLeader();
    const behind = (leader + 1) % controller.size;
    await controller.query(ASKER);
    await controller.query(READER);
    if (round === 1) controller.disconnect(behind);
    for (const server of controller.all) {
      controller.setAnswerFaults(server, ASKER, { dropReplyRatio: 1, lostAfterMs: [0, 100] });
    }
    const before = newestNumber(controller);
    const open = clerks.begin(ASKER, change);
    await seeChange(controller, READER, before);
    clerks.pause(ASKER);
    await clerks.ask(WRITER, undo);
    await outgrowLogs(controller);
    if (round === 0) {
      crashAll(controller);
      controller.startAll();
      await controller.oneLeader();
    } else {
      await sendSnapshotTo(controller, behind);
      await makeLead(controller, behind);
    }
    for (const server of controller.all) controller.setAnswerFaults(server, ASKER, undefined);
    if (!open.isAnswered) simulation.count('doneUnheard');
    clerks.resume(ASKER);
    await clerks.answerOf(open);
    await controller.look(READER);
    endAllFaults(controller);
    await controller.oneLeader();
  }
  await controller.judge();
}

export const SNAPSHOTS: readonly Scenario[] = [
  {
    name: 'snapshots keep everything',
    slug: 'snapshots',
    points: 1,
    paper: 'Raft §7',
    about:
      'With 1000 bytes for Raft’s state, one server restarts in between, then each of the three leads and is asked for all numbers, then all restart. All give the same, and what is persisted stays within 8 × `maxStateBytes`.',
    floors: { configurations: 14, snapshots: 6, serversLed: 2, restoredFromSnapshot: 2 },
    run: snapshots,
  },
  {
    name: 'a server that was sent a snapshot leads',
    slug: 'laggard-leads',
    points: 2,
    paper: 'Raft §7',
    about:
      'A server misses so much that it is sent a snapshot. It takes part in what follows, maybe restarts, and leads: asked for all numbers, it gives what the others gave.',
    floors: { snapshotsInstalled: 1.5, laggardsLed: 1.5 },
    run: laggardLeads,
  },
  {
    name: 'a request is repeated across a snapshot',
    slug: 'duplicates',
    points: 1,
    paper: 'Raft §7, §8',
    about:
      'A join or leave is done and its answer lost. It is undone, all of that goes into a snapshot, and the servers restart, or one that was sent the snapshot leads. Asked for again, it is not done again.',
    floors: { doneUnheard: 1.5, snapshots: 4 },
    run: duplicates,
  },
];
