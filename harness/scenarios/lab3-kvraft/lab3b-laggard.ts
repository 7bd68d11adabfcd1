import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { LedCluster } from '../lab2-raft/led-cluster.ts';
import { othersAfter, startPassive } from '../lab2-raft/stagecraft.ts';
import { endAllFaults } from './clerk-staging.ts';
import type { KvService } from './kv-service.ts';
import { outgrowLogs, readKeys, snapshottingService } from './lab3b-stage.ts';
import { token, Workload, type WorkloadOptions } from './workload.ts';

/** Small, so that few operations outgrow a log. */
const MAX_STATE_BYTES = 600;
/** The handout of lab 2: a snapshot that may be lost is sent again after 2 s at the latest; and 1 s more. */
const INSTALL_LIMIT_MS = 3000;
/** A follower that has a snapshot gets the entries after it with the next heartbeats. */
const CATCH_UP_MS = 500;
const ELECTION_LIMIT_MS = 10_000;
const KEYS: readonly string[] = ['key 0', 'key 1', 'key 2'];

/** Clerks append to these keys, or read them. */
function appendsTo(keys: readonly string[]): WorkloadOptions['next'] {
  return (clerk, nth, random) => {
    const key = random.pick(keys);
    return random.chance(0.5) ? { kind: 'get', key } : { kind: 'append', key, value: token(clerk, nth) };
  };
}

/** Back after so much that no log holds all of it, this server needs a snapshot, and gets one. */
export async function sendSnapshotTo(kv: KvService, behind: number): Promise<void> {
  const before = kv.disks.snapshotsOf(kv.server(behind));
  kv.connect(behind);
  await expectSnapshot(kv, behind, before);
  await kv.sleep(CATCH_UP_MS);
}

/** It saves one more snapshot than the `before` that it had saved. */
async function expectSnapshot(kv: KvService, behind: number, before: number): Promise<void> {
  if (await kv.until(() => kv.disks.snapshotsOf(kv.server(behind)) > before, INSTALL_LIMIT_MS)) {
    kv.simulation.count('snapshotsInstalled');
    return;
  }
  // A plan may have left out what it should have missed.
  if (kv.simulation.planned) return;
  const seen = `server ${behind} lacks entries that the leader may no longer hold, could hear it for ${INSTALL_LIMIT_MS / 1000} s, and has saved no snapshot`;
  throw new Violation('kv/snapshot-sent', seen, { paper: 'Raft §7', actor: `server ${behind}` });
}

/** Restarts the others with slow clocks, so that this one is elected. False if it did not come to that. */
export async function makeLead(cluster: LedCluster, server: number): Promise<boolean> {
  for (const other of othersAfter(cluster, server)) {
    cluster.crash(other);
    startPassive(cluster, other);
  }
  return (await cluster.until(() => cluster.state(server).isLeader, ELECTION_LIMIT_MS)) === true;
}

/** One of three misses much, and then is one of the two who are left (MIT's "InstallSnapshot RPC"). */
export async function laggardIsNeeded(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 2, maxStateBytes: MAX_STATE_BYTES });
  const random = simulation.random('faults');
  let nth = 0;
  const appendToAll = async () => {
    for (const key of KEYS) await kv.append(0, key, token(0, ++nth));
  };
  for (const round of kv.rounds(2)) {
    const leader = await kv.oneLeader();
    await appendToAll();
    const behind = random.pick(othersAfter(kv, leader));
    const [other] = othersAfter(kv, leader).filter((server) => server !== behind) as [number];
    kv.partition([leader, other], [behind]);
    await appendToAll();
    await outgrowLogs(kv, 1, MAX_STATE_BYTES, `round ${round}`);

    // Which of the two who know all stays, depends.
    const [stays, leaves] = random.shuffle([leader, other]) as [number, number];
    kv.partition([stays, behind], [leaves]);
    await kv.oneLeader([stays, behind]);
    await readKeys(kv, 1, KEYS);
    await appendToAll();
    kv.heal();
    await readKeys(kv, 0, KEYS);
    await appendToAll();
  }
  await readKeys(kv, 1, KEYS);
  kv.judge();
}

/** One of three is sent a snapshot, and leads: what it answers comes out of that snapshot. */
export async function laggardLeads(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 2, maxStateBytes: MAX_STATE_BYTES });
  const random = simulation.random('faults');
  let nth = 0;
  const appendToAll = async () => {
    for (const key of KEYS) await kv.append(0, key, token(0, ++nth));
  };
  await appendToAll();
  for (const afterRestart of kv.roundsOf([false, true])) {
    const leader = await kv.oneLeader();
    const behind = random.pick(othersAfter(kv, leader));
    kv.disconnect(behind);
    await appendToAll();
    await outgrowLogs(kv, 1, MAX_STATE_BYTES, afterRestart ? 'second' : 'first');
    await sendSnapshotTo(kv, behind);
    if (afterRestart) kv.restart(behind);
    if (await makeLead(kv, behind)) {
      simulation.count('laggardsLed');
      await readKeys(kv, 1, KEYS);
    }
    endAllFaults(kv);
    await appendToAll();
    await readKeys(kv, 1, KEYS);
  }
  kv.judge();
}

/** Clerks go on while one of three, on a slow line, comes back from far behind, again and again. */
export async function farBehind(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 3, maxStateBytes: MAX_STATE_BYTES });
  const random = simulation.random('faults');
  const workload = new Workload(kv.clerks, { pauseMs: [0, 30], next: appendsTo(KEYS) });
  await kv.oneLeader();
  workload.start([1, 2]);
  for (const round of kv.rounds(2)) {
    const leader = await kv.oneLeader();
    const behind = random.pick(othersAfter(kv, leader));
    kv.setServerFaults(behind, { delayMs: [20, 40] });
    kv.disconnect(behind);
    await outgrowLogs(kv, 0, MAX_STATE_BYTES, `round ${round}`);
    await sendSnapshotTo(kv, behind);

    // Without it there is no majority now; it may even lead.
    kv.crash(leader);
    await kv.oneLeader();
    await readKeys(kv, 0, KEYS);
    kv.setServerFaults(behind, undefined);
    kv.start(leader);
  }
  await workload.stop(5000);
  await readKeys(kv, 0, KEYS);
  kv.judge();
}
