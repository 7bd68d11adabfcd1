import { RELIABLE, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { crashAll } from '../lab2-raft/stagecraft.ts';
import { padded } from '../lab3-kvraft/lab3b-stage.ts';
import { Workload } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import type { Gid } from './contract.ts';
import { fillEveryShard, readEveryShard } from './every-shard.ts';
import { linksBetween, onLinks, serversOf } from './group-links.ts';
import { leftGroupForgets } from './lab4b-left-group.ts';
import type { ShardService } from './shard-service.ts';
import { keyIn, ledShards, shardsOf } from './shard-staging.ts';
import { MAX_STATE_BYTES, SHARD_BYTES, storageIsBounded } from './storage-staging.ts';

/** A group notices a configuration within 100 ms (handout), and takes a moment for it. */
const NOTICED_MS = 250;

/** The shards go round: every group had all of them, and some twice. */
const ROUND: readonly (readonly [from: Gid, to: Gid])[] = [
  [1, 2],
  [2, 3],
  [3, 1],
];

async function afterMoves(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, {
    gids: [1, 2, 3],
    clerks: 5,
    maxStateBytes: MAX_STATE_BYTES,
  });
  await service.join(1);
  await fillEveryShard(service, 'at first', SHARD_BYTES);
  for (const [from, to] of service.controller.roundsOf(ROUND)) {
    await service.join(to);
    await service.leave(from);
    await readEveryShard(service);
  }
  await service.join(2, 3);
  await readEveryShard(service);
  await storageIsBounded(service);
  for (const gid of service.gids) service.crashGroup(gid);
  for (const gid of service.gids) service.startGroup(gid);
  await readEveryShard(service);
  await service.judge();
}

/** Group 2 joins a group that has everything, and is given more: all but one of its shards. */
async function giveAllButOne(service: ShardService): Promise<void> {
  await service.join(2);
  const [, ...others] = shardsOf(service, 1);
  for (const shard of others) await service.move(shard, 2);
}

/** Two groups, of which the first has ten shards full of data. */
async function fullGroupAndEmptyOne(simulation: Simulation): Promise<ShardService> {
  const service = await ledShards(simulation, { gids: [1, 2], clerks: 5, maxStateBytes: MAX_STATE_BYTES });
  await service.join(1);
  await fillEveryShard(service, 'at first', SHARD_BYTES);
  return service;
}

/** The sender waits for a group that is down, crashes itself, and still has what it is to hand over. */
async function receiverDown(simulation: Simulation): Promise<void> {
  const service = await fullGroupAndEmptyOne(simulation);
  service.crashGroup(2);
  await giveAllButOne(service);
  await simulation.sleep(NOTICED_MS);
  service.crashGroup(1);
  service.startGroup(1);
  await service.group(1).oneLeader();
  await simulation.sleep(NOTICED_MS);
  service.startGroup(2);
  await service.group(2).oneLeader();
  await readEveryShard(service);
  await storageIsBounded(service);
  await service.judge();
}

/**
 * What was sent reaches one server of the receiver, which can talk with nobody else of its group: it is not
 * committed there, and must not be deleted where it came from.
 */
async function unconfirmed(simulation: Simulation): Promise<void> {
  const service = await fullGroupAndEmptyOne(simulation);
  const receiver = service.group(2);
  const leader = await receiver.oneLeader();
  const others = receiver.all.filter((index) => index !== leader);
  onLinks(service, 1, 2, 'hold');
  await giveAllButOne(service);
  await simulation.sleep(NOTICED_MS);
  receiver.partition([leader], others);
  const held = linksBetween(serversOf(service.group(1)), serversOf(service.group(2)));
  for (const { from, to } of held) {
    simulation.count('messagesToLoneLeader', simulation.inflict({ what: 'release', from, to }));
  }
  // Less than an election takes: nobody else in the group can receive them.
  await simulation.sleep(100);
  receiver.crash(leader);
  await receiver.oneLeader(others);
  await readEveryShard(service);
  receiver.heal();
  receiver.start(leader);
  await storageIsBounded(service);
  await service.judge();
}

/** The leader that handed the shards over hears nothing of it and dies: the next one has to finish it. */
async function nextLeader(simulation: Simulation): Promise<void> {
  const service = await fullGroupAndEmptyOne(simulation);
  const sender = service.group(1);
  for (const index of sender.roundsOf([0, 1])) {
    onLinks(service, 2, 1, 'cut one way');
    if (index === 0) await service.join(2);
    else for (const shard of shardsOf(service, 1).slice(1)) await service.move(shard, 2);
    await simulation.sleep(NOTICED_MS);
    const leader = await sender.oneLeader();
    sender.crash(leader);
    onLinks(service, 2, 1, 'mend');
    await sender.oneLeader();
    await readEveryShard(service);
    sender.start(leader);
  }
  await storageIsBounded(service);
  await service.judge();
}

/** Moves and restarts on a lossy network, while clerks write. */
async function lossy(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, {
    gids: [1, 2, 3],
    clerks: 5,
    maxStateBytes: MAX_STATE_BYTES,
  });
  await service.join(1);
  await fillEveryShard(service, 'at first', SHARD_BYTES);
  service.controller.setFaults(UNRELIABLE);
  const load = new Workload(service.clerks, {
    pauseMs: [30, 80],
    next: (clerk, nth, random) => {
      const key = keyIn(clerk + 5 * random.integer(0, 1));
      if (random.chance(0.5)) return { kind: 'get', key };
      return { kind: 'put', key, value: padded(`${clerk}.${nth}`, SHARD_BYTES) };
    },
  });
  load.start();
  const random = simulation.random('restarts');
  for (const [from, to] of service.controller.roundsOf(ROUND)) {
    await service.join(to);
    const group = service.group(random.pick([from, to]));
    await simulation.sleep(random.between(0, 200));
    crashAll(group);
    await simulation.sleep(random.between(0, 100));
    group.startAll();
    await service.leave(from);
    await simulation.sleep(random.between(0, 200));
  }
  await service.join(2, 3);
  service.controller.setFaults(RELIABLE);
  await load.stop(5000);
  await readEveryShard(service);
  await storageIsBounded(service);
  await service.judge();
}

const PAPER = 'handout: deletion';

/** What moved away is deleted, and not too soon. A solution that never deletes fails each of these. */
export const DELETION: readonly Scenario[] = [
  {
    name: 'storage is bounded when shards have gone round',
    slug: 'deleted-after-moves',
    points: 2,
    paper: PAPER,
    about:
      'Ten full shards go round three groups. Within 3 s the snapshots of all servers have no more than three copies of each shard, and 10 % and 1500 bytes for each server beside that; after a restart of everybody all is there.',
    floors: { snapshots: 25, storageChecks: 0.9, answers: 60 },
    run: afterMoves,
  },
  {
    name: 'a group that left holds nothing',
    slug: 'deleted-left-group',
    points: 1,
    paper: PAPER,
    about:
      'A group gives away ten full shards, one after another, and leaves; it is asked for nothing any more, but configurations change. Its snapshots have 2000 bytes at most.',
    floors: { snapshots: 8, storageChecks: 0.9, configurations: 15 },
    run: leftGroupForgets,
  },
  {
    name: 'kept while the receiver is down, deleted when it has come',
    slug: 'deleted-receiver-down',
    points: 1,
    paper: PAPER,
    about:
      'A group that is down is given nine shards, and the group that has them crashes and restarts meanwhile. When the first is back, all is there, and storage is bounded as ever within 3 s.',
    floors: { snapshots: 8, storageChecks: 0.9, crashes: 5 },
    run: receiverDown,
  },
  {
    name: 'not deleted before a majority of the receiver has it',
    slug: 'deleted-unconfirmed',
    points: 1,
    paper: PAPER,
    about:
      'Shards reach a leader that is cut off from its group and then crashes. They are to be had again from where they came from: all is served within 5 s of the election, before that leader is back. Afterwards storage is bounded as ever.',
    floors: { snapshots: 8, storageChecks: 0.9, messagesToLoneLeader: 0.8 },
    run: unconfirmed,
  },
  {
    name: 'the next leader deletes what the last one could not',
    slug: 'deleted-by-next-leader',
    points: 1,
    paper: PAPER,
    about:
      'Twice, nothing that the receiver says reaches the group that hands shards over, until its leader has crashed. The next leader sees to the rest: all is served, and storage is bounded as ever within 3 s.',
    floors: { snapshots: 8, storageChecks: 0.9, crashes: 1.5, leaderChanges: 1 },
    run: nextLeader,
  },
  {
    name: 'storage is bounded after losses and restarts',
    slug: 'deleted-lossy',
    points: 2,
    paper: PAPER,
    about:
      'Full shards go round three groups, which crash and restart, on a lossy network with clerks at work. When the network is calm again, everything is served, and storage is bounded as ever within 3 s.',
    floors: { snapshots: 20, storageChecks: 0.9, crashes: 6, answers: 60 },
    run: lossy,
  },
];
