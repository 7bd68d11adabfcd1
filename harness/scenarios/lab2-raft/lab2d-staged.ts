import { encode } from '../../../labrpc/index.ts';
import type { CrashPoint } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { RaftCluster } from './driver.ts';
import { SNAPSHOT_EVERY, snapshotIndexOf } from './lab2d-rounds.ts';
import type { ServiceSnapshot } from './service-snapshot.ts';
import { calmCluster, crashAll, electOnly, freshStart, offerBurst, othersAfter } from './stagecraft.ts';

/** The handout: a snapshot that may be lost is sent again after 2 s at the latest. */
const SEND_LIMIT_MS = 2500;

/**
 * A snapshot comes twice, and late, when the follower has long got it again and gone on: both copies must
 * change nothing.
 */
export async function lateSnapshots(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  await raft.agree(raft.freshCommand(), 3);
  for (const round of raft.rounds(4)) {
    const leader = await raft.oneLeader();
    const [behind] = othersAfter(raft, leader) as [number];
    raft.disconnect(behind);
    await offerBurst(raft, leader, 2 * SNAPSHOT_EVERY + round);
    await raft.agree(raft.freshCommand(), 2);

    // What it is sent at first, the snapshot among it, is late and doubled; what follows is not.
    const link = simulation.network.traffic.onLink(raft.server(leader).address, raft.server(behind).address);
    const enough = link.bytes + (raft.server(leader).disk.snapshot?.length ?? 0);
    raft.setLinkFaults(leader, behind, { duplicateRatio: 1, delayMs: [600, 1600] });
    raft.connect(behind);
    if (await raft.until(() => link.bytes >= enough, 2000)) simulation.count('lateSnapshots');
    raft.setLinkFaults(leader, behind, undefined);

    // It goes on, and takes a newer snapshot of its own, before the late ones are all there.
    await offerBurst(raft, await raft.oneLeader(), SNAPSHOT_EVERY);
    for (let entry = 0; entry < 4; entry++) {
      await raft.agree(raft.freshCommand(), 3);
      await raft.sleep(400);
    }

    // Neither what it tells its service nor what it has on its disk may have gone back.
    raft.restart(behind);
    await raft.agree(raft.freshCommand(), 3);

    // Nor if the snapshot is late because the leader knows too little.
    const current = await raft.oneLeader();
    if (current === behind || !(await snapshotOfTheKnown(raft, current, behind))) continue;
    simulation.count('needlessSnapshots');
    raft.restart(behind);
    await raft.agree(raft.freshCommand(), 3);
  }
}

/**
 * The leader has not heard what the follower has acknowledged, so it sends a snapshot of entries that the
 * follower has applied already, though its log still begins before them: its own service is not that far.
 * (The leader's service is quicker: it hands in a snapshot before its time.) False if it did not come to
 * that.
 */
async function snapshotOfTheKnown(raft: RaftCluster, leader: number, follower: number): Promise<boolean> {
  const hasRoom = (server: number) => raft.safety.lastCommitted - snapshotIndexOf(raft, server) <= 3;
  for (let n = 0; n < SNAPSHOT_EVERY && !(hasRoom(leader) && hasRoom(follower)); n++) {
    await raft.agree(raft.freshCommand(), 3);
  }
  const index = raft.safety.lastCommitted + 2;
  raft.hold(follower, leader);
  const last = (await offerBurst(raft, leader, 5)) ?? Infinity;
  const isApplied = await raft.until(() => raft.safety.appliedIndexOf(follower) >= last, 1000);
  const isSent = isApplied && (await sendSnapshot(raft, leader, follower, index));
  await raft.sleep(50);
  raft.release(follower, leader);
  return isSent === true;
}

/** The service of the leader hands in a snapshot up to `index`. True if the follower is sent it. */
async function sendSnapshot(raft: RaftCluster, from: number, to: number, index: number): Promise<boolean> {
  const { simulation, safety } = raft;
  const commands = Array.from({ length: index }, (_, n) => safety.committed.get(n + 1)?.command);
  const snapshot = encode({ index, commands } satisfies ServiceSnapshot);
  const link = simulation.network.traffic.onLink(raft.server(from).address, raft.server(to).address);
  const enough = link.bytes + snapshot.length;
  await simulation.call(raft.server(from), 'snapshot', { index, snapshot });
  return (await raft.until(() => link.bytes >= enough, SEND_LIMIT_MS)) === true;
}

/** The service is late: it hands in a snapshot that is older than the one there is. */
export async function oldSnapshotHandedIn(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  await offerBurst(raft, await raft.oneLeader(), SNAPSHOT_EVERY);
  await raft.agree(raft.freshCommand(), 3);
  const old = raft.all.map((index) => ({
    index: snapshotIndexOf(raft, index),
    snapshot: raft.server(index).disk.snapshot,
  }));
  for (const _ of raft.rounds(2)) {
    await offerBurst(raft, await raft.oneLeader(), 2 * SNAPSHOT_EVERY);
    await raft.agree(raft.freshCommand(), 3);
    for (const index of raft.all) {
      const handed = old[index];
      if (!handed?.snapshot) continue;
      await simulation.call(raft.server(index), 'snapshot', handed);
      simulation.count('oldSnapshotsHandedIn');
    }
    await raft.agree(raft.freshCommand(), 3);
    crashAll(raft);
    raft.startAll();
    await raft.agree(raft.freshCommand(), 3);
  }
}

/**
 * §7: a snapshot replaces a prefix of the log only; the entries that follow it stay. Here they must: a
 * follower has acknowledged them, and the leader commits by that.
 */
export async function entriesAfterSnapshot(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  const faults = simulation.random('faults');
  for (const stage of raft.roundsOf([afterOwnSnapshot, afterInstall, afterOwnSnapshot, afterInstall])) {
    freshStart(raft);
    await raft.agree(raft.freshCommand(), 3);
    crashAll(raft);
    const [l, f, y] = faults.shuffle(raft.all) as [number, number, number];
    if (!(await electOnly(raft, l, [f, y], 5000)) || !(await atSnapshot(raft))) continue;
    if (await stage(raft, l, f, y)) simulation.count('entriesAfterSnapshot');

    // The leader is gone, with all that it has sent. Only F can tell Y.
    raft.disconnect(l);
    raft.release(l, f);
    await raft.sleep(10);
    freshStart(raft);
    raft.crash(l);
    await raft.agree(raft.freshCommand(), 2);
  }
  freshStart(raft);
  await raft.agree(raft.freshCommand(), 3);
}

/** Goes on until all three have just taken a snapshot, all at the same index. */
async function atSnapshot(raft: RaftCluster): Promise<boolean> {
  do await raft.agree(raft.freshCommand(), 3);
  while (raft.safety.lastCommitted % SNAPSHOT_EVERY !== 0);
  await raft.sleep(300);
  return raft.all.every((index) => snapshotIndexOf(raft, index) === raft.safety.lastCommitted);
}

type Stage = (raft: RaftCluster, l: number, f: number, y: number) => Promise<boolean>;

/**
 * F has 15 new entries when it gets a snapshot that covers ten of them. The last five are on L and F only.
 */
const afterInstall: Stage = async (raft, l, f, y) => {
  const base = raft.safety.lastCommitted;
  // Both followers get ten entries, F five more. What they answer waits on its way.
  raft.hold(f, l);
  raft.hold(y, l);
  await offerBurst(raft, l, SNAPSHOT_EVERY);
  await raft.sleep(250);
  raft.cutOneWay(l, y);
  const last = await offerBurst(raft, l, 5);
  await raft.sleep(250);

  // L hears from Y, commits ten entries, and takes a snapshot: F gets that before L knows that F has more.
  raft.hold(l, f);
  raft.release(y, l);
  await raft.until(() => snapshotIndexOf(raft, l) > base, 500);
  await raft.sleep(150);
  raft.release(l, f);
  await raft.sleep(2);
  raft.hold(l, f);
  await raft.sleep(20);

  // Now L hears from F, and commits the rest.
  raft.release(f, l);
  const committed = await raft.until(() => raft.safety.lastCommitted >= (last ?? Infinity), 200);
  return committed === true;
};

/** F has 15 new entries when its own service takes a snapshot of ten of them. Y has none. */
const afterOwnSnapshot: Stage = async (raft, l, f, y) => {
  const base = raft.safety.lastCommitted;
  raft.disconnect(y);
  const last = await offerBurst(raft, l, SNAPSHOT_EVERY + 5);
  const taken = await raft.until(() => snapshotIndexOf(raft, f) > base, 1000);
  return taken === true && raft.safety.lastCommitted >= (last ?? Infinity);
};

/** Crashes in the turn in which a server takes its snapshot, after each of its effects. */
export async function crashWhileSnapshotting(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  for (const role of raft.roundsOf(['follower', 'leader'] as const)) {
    for (const effects of raft.roundsOf([1, 2, 3, 4, 5])) {
      const leader = await raft.oneLeader();
      const victim = role === 'leader' ? leader : (leader + 1) % 3;
      // One entry short of the next snapshot ...
      do await raft.agree(raft.freshCommand(), 3);
      while (
        (raft.safety.lastCommitted - snapshotIndexOf(raft, victim)) % SNAPSHOT_EVERY !==
        SNAPSHOT_EVERY - 1
      );
      await raft.sleep(200);
      // ... so the next entry that it applies makes it take one.
      raft.crashAt(victim, { when: 'emit', effects });
      await raft.agree(raft.freshCommand(), 2);
      if (await raft.until(() => !raft.isUp(victim), 500)) simulation.count('crashesAtSnapshot');
      raft.server(victim).crashPoint = undefined;

      // Alone with one other: does what is on its disk fit together?
      if (!raft.isUp(victim)) raft.start(victim);
      const other = othersAfter(raft, victim)[0] as number;
      raft.crash(other);
      await raft.agree(raft.freshCommand(), 2);
      raft.start(other);
      await raft.agree(raft.freshCommand(), 3);
    }
  }
}

/** Where the crashes of `crashWhileInstalling` strike. */
const SENDER_CRASHES: readonly CrashPoint[] = [
  { when: 'request', effects: 0 },
  { when: 'request', effects: 1 },
  { when: 'request', effects: 2 },
];
const RECEIVER_CRASHES: readonly CrashPoint[] = [
  { when: 'save', effects: 0 },
  { when: 'save', effects: 1 },
  { when: 'save', effects: 2 },
  { when: 'emit', effects: 1 },
  { when: 'emit', effects: 2 },
  { when: 'emit', effects: 3 },
  { when: 'reply', effects: 9 },
];

/** The leader or the follower crashes while a snapshot goes from one to the other. */
export async function crashWhileInstalling(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  await raft.agree(raft.freshCommand(), 3);
  for (const [role, points] of [
    ['sender', SENDER_CRASHES],
    ['receiver', RECEIVER_CRASHES],
  ] as const) {
    for (const point of raft.roundsOf(points)) {
      const leader = await raft.oneLeader();
      const [behind, other] = othersAfter(raft, leader) as [number, number];
      raft.disconnect(behind);
      await offerBurst(raft, leader, SNAPSHOT_EVERY + 2);
      await raft.agree(raft.freshCommand(), 2);
      const victim = role === 'sender' ? leader : behind;
      raft.connect(behind);
      raft.crashAt(victim, point);
      if (await raft.until(() => !raft.isUp(victim), SEND_LIMIT_MS)) simulation.count('crashesAtInstall');
      raft.server(victim).crashPoint = undefined;
      if (!raft.isUp(victim)) raft.start(victim);
      await raft.agree(raft.freshCommand(), 3);

      // What the follower has now must be good for a majority, also after a crash of its own.
      raft.crash(other);
      raft.restart(behind);
      await raft.agree(raft.freshCommand(), 2);
      raft.start(other);
      await raft.agree(raft.freshCommand(), 3);
    }
  }
}
