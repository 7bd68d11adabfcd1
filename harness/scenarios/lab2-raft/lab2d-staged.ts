import type { CrashPoint } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { RaftCluster } from './driver.ts';
import { SNAPSHOT_EVERY, snapshotIndexOf } from './lab2d-rounds.ts';
import {
  calmCluster,
  crashAll,
  electOnly,
  endFaults,
  freshStart,
  offerBurst,
  othersAfter,
} from './stagecraft.ts';

/** Every message to one server comes twice, often seconds late: old snapshots among them must change nothing. */
export async function lateSnapshots(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  await raft.agree(raft.freshCommand(), 3);
  for (let round = 0; round < 4; round++) {
    const leader = await raft.oneLeader();
    const [behind] = othersAfter(raft, leader) as [number];
    raft.disconnect(behind);
    await offerBurst(raft, leader, 2 * SNAPSHOT_EVERY + round);
    await raft.agree(raft.freshCommand(), 2);

    // It needs a snapshot, and gets some of them again when it has long gone on.
    raft.setLinkFaults(leader, behind, { duplicateRatio: 1, holdRequestRatio: 0.5, holdMs: [300, 1500] });
    raft.connect(behind);
    for (let entry = 0; entry < 3; entry++) await raft.agree(raft.freshCommand(), 3);
    raft.setLinkFaults(leader, behind, undefined);
    for (let entry = 0; entry < 4; entry++) {
      await raft.agree(raft.freshCommand(), 3);
      await raft.sleep(400);
    }

    // Neither what it tells its service nor what it has on its disk may have gone back.
    raft.restart(behind);
    await raft.agree(raft.freshCommand(), 3);
  }
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
  for (let round = 0; round < 2; round++) {
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
 * §7: a snapshot replaces a prefix of the log only; the entries that follow it stay. Here they must: a follower F has
 * acknowledged them, and the leader L commits by that. L counts on F for entries 11 to 15 and on Y for 1 to 10 only.
 */
export async function entriesAfterSnapshot(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  const faults = simulation.random('faults');
  for (let round = 0; round < 3; round++) {
    freshStart(raft);
    await raft.agree(raft.freshCommand(), 3);
    crashAll(raft);
    const [l, f, y] = faults.shuffle(raft.all) as [number, number, number];
    if ((await electOnly(raft, l, [f, y], 5000)) && (await retain(raft, l, f, y))) {
      simulation.count('entriesAfterSnapshot');
    }
  }
  freshStart(raft);
  await raft.agree(raft.freshCommand(), 3);
}

async function retain(raft: RaftCluster, l: number, f: number, y: number): Promise<boolean> {
  // Up to the next snapshot, so that all three take theirs at the same index from now on.
  do await raft.agree(raft.freshCommand(), 3);
  while (raft.safety.lastCommitted % SNAPSHOT_EVERY !== 0);
  await raft.sleep(300);
  const base = raft.safety.lastCommitted;
  if (raft.all.some((index) => snapshotIndexOf(raft, index) !== base)) return false;

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

  // Now L hears from F, and commits the rest. Then it is gone, and F has to tell Y.
  raft.release(f, l);
  const committed = await raft.until(() => raft.safety.lastCommitted >= (last ?? 0), 200);
  crashAll(raft);
  endFaults(raft);
  raft.crash(l);
  await raft.agree(raft.freshCommand(), 2);
  return committed === true && last !== undefined;
}

/** Crashes in the turn in which a server takes its snapshot, after each of its effects. */
export async function crashWhileSnapshotting(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  for (const role of ['follower', 'leader'] as const) {
    for (const effects of [1, 2, 3, 4, 5]) {
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
    for (const point of points) {
      const leader = await raft.oneLeader();
      const [behind, other] = othersAfter(raft, leader) as [number, number];
      raft.disconnect(behind);
      await offerBurst(raft, leader, SNAPSHOT_EVERY + 2);
      await raft.agree(raft.freshCommand(), 2);
      const victim = role === 'sender' ? leader : behind;
      raft.connect(behind);
      raft.crashAt(victim, point);
      if (await raft.until(() => !raft.isUp(victim), 1000)) simulation.count('crashesAtInstall');
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
