import type { Random } from '../../../labrpc/sim/random.ts';
import type { LedCluster } from './led-cluster.ts';

/** What can befall a cluster, as one step of a storm. */
export type Trouble = (cluster: LedCluster, random: Random) => void;

const crash: Trouble = (cluster, random) => cluster.crash(random.integer(0, cluster.size - 1));

const crashLeader: Trouble = (cluster) => {
  const leader = cluster.currentLeader();
  if (leader !== undefined) cluster.crash(leader);
};

const crashInTurn: Trouble = (cluster, random) => {
  const when = random.pick(['save', 'reply', 'request', 'emit', undefined] as const);
  cluster.crashAt(random.integer(0, cluster.size - 1), { when, effects: random.integer(0, 5) });
};

const crashEverybody: Trouble = (cluster, random) => {
  if (random.chance(0.3)) for (const index of cluster.all) cluster.crash(index);
};

const startSome: Trouble = (cluster, random) => {
  for (const index of cluster.all) if (!cluster.isUp(index) && random.chance(0.8)) cluster.start(index);
};

const disconnect: Trouble = (cluster, random) => cluster.disconnect(random.integer(0, cluster.size - 1));

const connectSome: Trouble = (cluster, random) => {
  for (const index of cluster.all) if (random.chance(0.8)) cluster.connect(index);
};

const partition: Trouble = (cluster, random) => {
  const order = random.shuffle(cluster.all);
  const cut = random.integer(1, cluster.size - 1);
  cluster.partition(order.slice(0, cut), order.slice(cut));
};

const cutOneWay: Trouble = (cluster, random) => {
  const [from, to] = random.shuffle(cluster.all) as [number, number];
  cluster.cutOneWay(from, to);
};

const heal: Trouble = (cluster) => cluster.heal();

const pause: Trouble = (cluster, random) => {
  const leader = cluster.currentLeader();
  const index = leader !== undefined && random.chance(0.5) ? leader : random.integer(0, cluster.size - 1);
  cluster.pause(index);
};

const resumeAll: Trouble = (cluster) => {
  for (const index of cluster.all) cluster.resume(index);
};

const drift: Trouble = (cluster, random) =>
  cluster.drift(random.integer(0, cluster.size - 1), random.between(0.8, 1.2));

const jump: Trouble = (cluster, random) =>
  cluster.jump(random.integer(0, cluster.size - 1), random.between(-3_600_000, 3_600_000));

const hold: Trouble = (cluster, random) => {
  const [from, to] = random.shuffle(cluster.all) as [number, number];
  cluster.hold(from, to);
};

const releaseAll: Trouble = (cluster) => {
  for (const from of cluster.all)
    for (const to of cluster.all) if (cluster.heldOn(from, to) > 0) cluster.release(from, to);
};

const badNetwork: Trouble = (cluster, random) => {
  const ratio = () => (random.chance(0.5) ? 0 : random.between(0, 0.3));
  cluster.setFaults({
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
export async function storm(cluster: LedCluster, random: Random, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    random.pick(TROUBLES)(cluster, random);
    await cluster.sleep(random.between(20, 180));
  }
}
