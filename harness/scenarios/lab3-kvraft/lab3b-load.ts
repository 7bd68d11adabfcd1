import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { crashAll, othersAfter } from '../lab2-raft/stagecraft.ts';
import { endAllFaults, recover } from './clerk-staging.ts';
import { ANSWER_LIMIT_MS } from './clerks.ts';
import { makeLead, sendSnapshotTo } from './lab3b-laggard.ts';
import { padded, readKeys, snapshottingService } from './lab3b-stage.ts';
import { ownKeys, token, Workload } from './workload.ts';

const LARGE_BYTES = 5000;

/** Each value is larger than what the log may hold, and the snapshot much larger. */
export async function largeValues(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 2, maxStateBytes: 4000 });
  const keys = Array.from({ length: 6 }, (_, index) => `key ${index}`);
  let nth = 0;
  const appendToAll = async () => {
    for (const key of keys) {
      const clerk = nth % 2;
      await kv.append(clerk, key, padded(token(clerk, ++nth), LARGE_BYTES));
    }
  };
  const leader = await kv.oneLeader();
  await appendToAll();
  const [behind] = othersAfter(kv, leader) as [number];
  kv.disconnect(behind);
  await appendToAll();
  await sendSnapshotTo(kv, behind);
  crashAll(kv);
  kv.startAll();
  await readKeys(kv, 0, keys);
  kv.judge();
}

/** Hundreds of keys are written, many at a time; all servers restart, and all keys are there. */
export async function manyKeys(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 20, maxStateBytes: 4000 });
  const random = simulation.random('workload');
  await kv.oneLeader();
  const rounds = 25;
  for (const round of kv.rounds(rounds)) {
    await Promise.all(
      kv.allClerks.map((clerk) => kv.append(clerk, `key ${round}.${clerk}`, token(clerk, round))),
    );
  }
  crashAll(kv);
  kv.startAll();
  await kv.oneLeader();
  const reads = kv.allClerks.map((clerk) => {
    const key = `key ${random.integer(0, rounds - 1)}.${random.pick(kv.allClerks)}`;
    return kv.get(clerk, key);
  });
  await Promise.all(reads);
  kv.judge();
}

const READER = 3;
const KEYS: readonly string[] = ['key 0', 'key 1', 'key 2'];

/** Crashes in the turn in which a server saves a snapshot: what was to follow in it never happens. */
export async function crashAtSnapshot(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 4, maxStateBytes: 600 });
  const workload = new Workload(kv.clerks, { pauseMs: [0, 30], next: ownKeys });
  await kv.oneLeader();
  workload.start([0, 1, 2]);
  for (const who of kv.roundsOf(['leader', 'follower', 'leader', 'follower'] as const)) {
    const leader = await kv.oneLeader();
    const victim = who === 'leader' ? leader : (leader + 1) % kv.size;
    kv.crashAfterSnapshot(victim);
    await kv.until(() => !kv.isUp(victim), 2000);
    kv.spareAll();
    if (!kv.isUp(victim)) kv.start(victim);

    // If it leads, it answers out of what its disk holds.
    if (await makeLead(kv, victim)) {
      simulation.count('victimsLed');
      await readKeys(kv, READER, KEYS);
    }
    endAllFaults(kv);
    await kv.oneLeader();
  }
  await recover(kv);
  await workload.stop(ANSWER_LIMIT_MS);
  await readKeys(kv, READER, KEYS);
  kv.judge();
}
