import { LONG_WAITS, RELIABLE, REORDERING, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { crashAll } from '../lab2-raft/stagecraft.ts';
import { storm } from '../lab2-raft/storm.ts';
import { readAll, recover } from './clerk-staging.ts';
import { ANSWER_LIMIT_MS } from './clerks.ts';
import { outgrowLogs, type SnapshottingService, snapshottingService } from './lab3b-stage.ts';
import { ownKeys, sharedKeys, Workload, type WorkloadOptions } from './workload.ts';

/** What befalls a service in each of its rounds, while its clerks go on. */
interface Course {
  readonly size: number;
  readonly clerks: number;
  readonly maxStateBytes: number;
  readonly rounds: number;
  readonly next: WorkloadOptions['next'];
  readonly isUnreliable: boolean;
  /** At the end of a round all servers go down at once, under load. */
  readonly crashes: boolean;
  /** Servers fall apart in two groups; clerks reach all of them. */
  readonly partitions: boolean;
}

/** MIT's generic test, with load at all times: also while servers are down. */
async function rounds(simulation: Simulation, course: Course): Promise<void> {
  const { size, clerks, maxStateBytes, isUnreliable } = course;
  // One more, who sees to it that each round has its snapshots, however short the commands of a design are.
  const kv = snapshottingService(simulation, { size, clerks: clerks + 1, maxStateBytes });
  const faults = simulation.random('faults');
  const workload = new Workload(kv.clerks, { pauseMs: [0, 40], next: course.next });
  await kv.oneLeader();
  workload.start(kv.allClerks.slice(0, clerks));
  for (const round of kv.rounds(course.rounds)) {
    await outgrowLogs(kv, clerks, maxStateBytes, `round ${round}`);
    if (isUnreliable) kv.setFaults({ ...UNRELIABLE, ...LONG_WAITS });
    await kv.sleep(faults.between(200, 400));
    if (course.partitions) {
      for (let time = 0; time < 2; time++) {
        splitAtRandom(kv, faults);
        await kv.sleep(faults.between(400, 800));
      }
    }
    if (course.crashes) {
      crashAll(kv);
      await kv.sleep(faults.between(50, 500));
      kv.startAll();
      await kv.sleep(faults.between(0, 300));
    }
    await recover(kv);
  }
  await workload.stop(ANSWER_LIMIT_MS);
  await readAll(kv);
  kv.judge();
}

/** Each server is on one side or the other. */
function splitAtRandom(kv: SnapshottingService, random: Random): void {
  const sides = random.shuffle(kv.all);
  const cut = random.integer(1, kv.size - 1);
  kv.partition(sides.slice(0, cut), sides.slice(cut));
}

const COURSE: Course = {
  size: 5,
  clerks: 5,
  maxStateBytes: 1000,
  rounds: 2,
  next: ownKeys,
  isUnreliable: false,
  crashes: false,
  partitions: false,
};

/** More clerks than in the other courses: each leaves something in the snapshot. */
export function restarts(simulation: Simulation): Promise<void> {
  return rounds(simulation, { ...COURSE, clerks: 10, maxStateBytes: 2000, crashes: true });
}
export function unreliable(simulation: Simulation): Promise<void> {
  return rounds(simulation, { ...COURSE, rounds: 3, isUnreliable: true });
}
export function unreliableRestarts(simulation: Simulation): Promise<void> {
  return rounds(simulation, { ...COURSE, rounds: 3, isUnreliable: true, crashes: true });
}
/** Clerks ask again and again where nothing can be committed: that needs room. */
export function unreliableRestartsPartitions(simulation: Simulation): Promise<void> {
  const troubles = { isUnreliable: true, crashes: true, partitions: true };
  return rounds(simulation, { ...COURSE, ...troubles, maxStateBytes: 2000 });
}
export function randomKeys(simulation: Simulation): Promise<void> {
  const troubles = { isUnreliable: true, crashes: true, partitions: true };
  const many = { size: 7, clerks: 12, maxStateBytes: 4000, rounds: 1, next: sharedKeys(12) };
  return rounds(simulation, { ...COURSE, ...troubles, ...many });
}

const ROLLING_STATE_BYTES = 1000;

/** One server after the other restarts, while clerks go on. */
export async function rollingRestarts(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 4, maxStateBytes: ROLLING_STATE_BYTES });
  const faults = simulation.random('faults');
  const workload = new Workload(kv.clerks, { pauseMs: [0, 40], next: ownKeys });
  await kv.oneLeader();
  workload.start([0, 1, 2]);
  for (const round of kv.rounds(2)) {
    await outgrowLogs(kv, 3, ROLLING_STATE_BYTES, `round ${round}`);
    for (const server of faults.shuffle(kv.all)) {
      kv.crash(server);
      await kv.sleep(faults.between(20, 300));
      kv.start(server);
      // So long that those who are up can elect a leader, and it can hear from this one.
      await kv.sleep(faults.between(50, 600));
      await kv.oneLeader();
    }
  }
  await recover(kv);
  await workload.stop(ANSWER_LIMIT_MS);
  await readAll(kv);
  kv.judge();
}

const STORM_STATE_BYTES = 1500;

/** All that can befall servers, in turn; then quiet. */
export async function everything(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 5, clerks: 5, maxStateBytes: STORM_STATE_BYTES });
  const faults = simulation.random('faults');
  const workload = new Workload(kv.clerks, { pauseMs: [0, 30], next: sharedKeys(10) });
  await kv.oneLeader();
  workload.start([0, 1, 2, 3]);
  for (const round of kv.rounds(2)) {
    await outgrowLogs(kv, 4, STORM_STATE_BYTES, `round ${round}`);
    kv.setFaults({ ...RELIABLE, ...LONG_WAITS, ...REORDERING, duplicateRatio: 0.2, holdRequestRatio: 0.1 });
    await storm(kv, faults, 30);
    await recover(kv);
  }
  await workload.stop(ANSWER_LIMIT_MS);
  await readAll(kv);
  kv.judge();
}
