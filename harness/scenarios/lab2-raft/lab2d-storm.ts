import { type LinkFaults, LONG_WAITS, REORDERING, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { RaftCluster } from './driver.ts';
import { expectTrimmedLogs, SNAPSHOT_EVERY, snapshotIndexOf } from './lab2d-rounds.ts';
import { calmCluster, endFaults, Load, offerBurst, othersAfter } from './stagecraft.ts';
import { storm } from './storm.ts';

/**
 * The handout: a follower that needs a snapshot, and can be reached, has one within this time. It leaves 2 s
 * for one that was lost.
 */
const SNAPSHOT_LIMIT_MS = 3000;
/** A call to a follower that is cut off comes back soon, for leaders that wait for that. */
const SHORT_WAITS: Partial<LinkFaults> = { unreachableAfterMs: [0, 100] };

/** A follower on a slow line needs a snapshot, and by the time it has it, the leader has taken the next. */
export async function snapshotsKeepComing(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  await raft.agree(raft.freshCommand(), 3);
  for (const _ of raft.rounds(2)) {
    const leader = await raft.oneLeader();
    const [behind] = othersAfter(raft, leader) as [number];
    raft.setServerFaults(behind, { ...SHORT_WAITS, delayMs: [20, 40] });
    raft.disconnect(behind);
    await offerBurst(raft, leader, 3 * SNAPSHOT_EVERY);
    await raft.agree(raft.freshCommand(), 2);
    const load = new Load(raft, 80, SNAPSHOT_EVERY);
    raft.connect(behind);

    // It never stands still for long, though it may not catch up ...
    await expectProgress(raft, behind);
    await raft.sleep(800);
    await expectProgress(raft, behind);
    await load.stop();
    // ... until the others stop.
    await raft.agree(raft.freshCommand(), 3);
    raft.setServerFaults(behind, undefined);
  }
  await raft.sleep(200);
  expectTrimmedLogs(raft);
}

async function expectProgress(raft: RaftCluster, behind: number): Promise<void> {
  const before = raft.safety.appliedIndexOf(behind);
  if (await raft.until(() => raft.safety.appliedIndexOf(behind) > before, SNAPSHOT_LIMIT_MS)) return;
  const seen = `server ${behind} lacks entries that the leader has dropped, could hear it for ${SNAPSHOT_LIMIT_MS / 1000} s, and is still at index ${before}`;
  const expected = 'a snapshot that may be lost is sent again after 2 s at the latest';
  throw new Violation('raft/agreement', `${seen}; ${expected}`, {
    paper: 'Raft §7; handout: limits',
    actor: `server ${behind}`,
  });
}

/** Services differ: what one has in its snapshot, another has applied, but still keeps in its log. */
const UNEVEN: readonly number[] = [SNAPSHOT_EVERY, 7, 4, SNAPSHOT_EVERY, 7];

const BIG_COMMAND_BYTES = 500;

/** A follower that needs a big snapshot gets it once or a few times, not at every heartbeat. */
export async function snapshotEconomy(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  const big = () => `${raft.freshCommand()}:`.padEnd(BIG_COMMAND_BYTES, 'x');
  await raft.agree(big(), 3);
  const leader = await raft.oneLeader();
  const behind = (leader + 1) % 3;
  raft.disconnect(behind);
  for (let entry = 0; entry < 4 * SNAPSHOT_EVERY; entry++) await raft.agree(big(), 2);
  const toFollower = simulation.network.traffic.sentTo(raft.server(behind).address);
  const before = toFollower.bytes;
  raft.connect(behind);
  const last = await raft.agree(big(), 3);
  await raft.sleep(3000);
  const used = toFollower.bytes - before;

  // Three times what it lacked, and 1 kB a heartbeat, of which there are at most 10 a second.
  const lacked = snapshotBytes(raft, last);
  const limit = 3 * lacked + 30_000;
  if (used > limit) {
    const message = `server ${behind} lacked ${lacked} bytes and was sent ${used} within 3 s; allowed are ${limit}: is the snapshot sent again and again?`;
    throw new Violation('raft/snapshot-economy', message, { paper: 'Raft §7', actor: `server ${behind}` });
  }
}

/** The newest snapshot and the entries after it. */
function snapshotBytes(raft: RaftCluster, last: number): number {
  const sizes = raft.all.map((index) => raft.server(index).disk.snapshot?.length ?? 0);
  const newest = Math.max(...raft.all.map((index) => snapshotIndexOf(raft, index)));
  return Math.max(...sizes) + (last - newest) * BIG_COMMAND_BYTES;
}

/**
 * A thousand entries from three clients while servers come and go: logs stay short, all agree on every entry.
 */
export async function longChurn(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5, snapshotEvery: 25 });
  const faults = simulation.random('faults');
  const loads = [1, 2, 3].map(() => new Load(raft, 135, 4));
  for (const _ of raft.rounds(20)) {
    if (faults.chance(0.2)) raft.disconnect(faults.integer(0, 4));
    if (faults.chance(0.2)) raft.crash(faults.integer(0, 4));
    const back = faults.integer(0, 4);
    if (faults.chance(0.7) || raft.healthy.length < 3) {
      if (!raft.isUp(back)) raft.start(back);
      raft.connect(back);
    }
    await raft.sleep(700);
  }
  endFaults(raft);
  for (const load of loads) await load.stop();
  await raft.agree(raft.freshCommand(), 5);
}

/** Messages lost, doubled and late, servers that crash and are cut off, and snapshots all the time. */
export async function snapshotStorm(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: UNEVEN });
  const faults = simulation.random('faults');
  const load = new Load(raft, 50, 2);
  for (const _ of raft.rounds(2)) {
    raft.setFaults({
      ...UNRELIABLE,
      ...LONG_WAITS,
      ...REORDERING,
      duplicateRatio: 0.2,
      holdRequestRatio: 0.1,
    });
    for (let step = 0; step < 25; step++) {
      const index = faults.integer(0, 2);
      const what = faults.pick(['crash', 'crash in a turn', 'cut off', 'back', 'back', 'back'] as const);
      if (what === 'crash') raft.crash(index);
      if (what === 'crash in a turn') raft.crashAt(index, { when: 'save', effects: faults.integer(0, 4) });
      if (what === 'cut off') raft.disconnect(index);
      if (what === 'back') {
        raft.startAll();
        for (const other of raft.all) raft.connect(other);
      }
      await raft.sleep(faults.between(50, 350));
    }
    endFaults(raft);
    await raft.agree(raft.freshCommand(), 3, 10_000);
  }
  await load.stop();
  await raft.agree(raft.freshCommand(), 3, 10_000);
  expectTrimmedLogs(raft);
}

/** The same with everything that can go wrong. */
export async function everythingWithSnapshots(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5, snapshotEvery: UNEVEN });
  const faults = simulation.random('faults');
  const load = new Load(raft, 60, 2);
  for (const _ of raft.rounds(2)) {
    await raft.oneLeader();
    await storm(raft, faults, 60);
    endFaults(raft);
    await raft.agree(raft.freshCommand(), 5, 10_000);
  }
  await load.stop();
  await raft.agree(raft.freshCommand(), 5, 10_000);
  expectTrimmedLogs(raft);
}
