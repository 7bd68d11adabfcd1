import type { Random } from '../../../labrpc/sim/random.ts';
import type { RaftCluster } from './driver.ts';

/** What can befall a cluster, as one step of a storm. */
export type Trouble = (raft: RaftCluster, random: Random) => void;

const crash: Trouble = (raft, random) => raft.crash(random.integer(0, raft.size - 1));

const crashLeader: Trouble = (raft) => {
  const leader = raft.currentLeader();
  if (leader !== undefined) raft.crash(leader);
};

const crashInTurn: Trouble = (raft, random) => {
  const when = random.pick(['save', 'reply', 'request', 'emit', undefined] as const);
  raft.crashAt(random.integer(0, raft.size - 1), { when, effects: random.integer(0, 5) });
};

const crashEverybody: Trouble = (raft, random) => {
  if (random.chance(0.3)) for (const index of raft.all) raft.crash(index);
};

const startSome: Trouble = (raft, random) => {
  for (const index of raft.all) if (!raft.isUp(index) && random.chance(0.8)) raft.start(index);
};

const disconnect: Trouble = (raft, random) => raft.disconnect(random.integer(0, raft.size - 1));

const connectSome: Trouble = (raft, random) => {
  for (const index of raft.all) if (random.chance(0.8)) raft.connect(index);
};

const partition: Trouble = (raft, random) => {
  const order = random.shuffle(raft.all);
  const cut = random.integer(1, raft.size - 1);
  raft.partition(order.slice(0, cut), order.slice(cut));
};

const cutOneWay: Trouble = (raft, random) => {
  const [from, to] = random.shuffle(raft.all) as [number, number];
  raft.cutOneWay(from, to);
};

const heal: Trouble = (raft) => raft.heal();

const pause: Trouble = (raft, random) => {
  const leader = raft.currentLeader();
  const index = leader !== undefined && random.chance(0.5) ? leader : random.integer(0, raft.size - 1);
  raft.pause(index);
};

const resumeAll: Trouble = (raft) => {
  for (const index of raft.all) raft.resume(index);
};

const drift: Trouble = (raft, random) =>
  raft.drift(random.integer(0, raft.size - 1), random.between(0.8, 1.2));

const jump: Trouble = (raft, random) =>
  raft.jump(random.integer(0, raft.size - 1), random.between(-3_600_000, 3_600_000));

const hold: Trouble = (raft, random) => {
  const [from, to] = random.shuffle(raft.all) as [number, number];
  raft.hold(from, to);
};

const releaseAll: Trouble = (raft) => {
  for (const from of raft.all)
    for (const to of raft.all) if (raft.heldOn(from, to) > 0) raft.release(from, to);
};

const badNetwork: Trouble = (raft, random) => {
  const ratio = () => (random.chance(0.5) ? 0 : random.between(0, 0.3));
  raft.setFaults({
    delayMs: [1, random.between(2, 40)],
    dropRequestRatio: ratio(),
    dropReplyRatio: ratio(),
    duplicateRatio: ratio(),
    holdRequestRatio: ratio(),
    holdReplyRatio: ratio(),
    holdMs: [200, 2200],
  });
};

/**
 * The ends of troubles come as often as their beginnings, so that there is always something left to break.
 */
const TROUBLES: readonly Trouble[] = [
  crash,
  crashLeader,
  crashInTurn,
  crashInTurn,
  crashEverybody,
  startSome,
  startSome,
  startSome,
  disconnect,
  connectSome,
  partition,
  cutOneWay,
  heal,
  heal,
  pause,
  resumeAll,
  drift,
  jump,
  hold,
  releaseAll,
  badNetwork,
];

/** Trouble after trouble, one about every 100 ms. Nothing is mended at the end: see `endFaults`. */
export async function storm(raft: RaftCluster, random: Random, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    random.pick(TROUBLES)(raft, random);
    await raft.sleep(random.between(20, 180));
  }
}
