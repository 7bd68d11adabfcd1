import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { KvInput } from '../../check/linearizability/models/kv.ts';
import { crashAll, othersAfter } from '../lab2-raft/stagecraft.ts';
import { endAllFaults } from './clerk-staging.ts';
import type { OpenKvOperation } from './kv-clerks.ts';
import type { KvService } from './kv-service.ts';
import { makeLead, sendSnapshotTo } from './lab3b-laggard.ts';
import { outgrowLogs, snapshottingService } from './lab3b-stage.ts';
import { token } from './workload.ts';

const MAX_STATE_BYTES = 600;
/** Clerks that ask one server after the other need a while until all of them were asked. */
const ASK_LIMIT_MS = 20_000;
/** Within this time the leader has executed what has arrived, if it does. */
const EXECUTE_MS = 200;

/** The clerk whose requests are late, and the one that looks. */
const LATE = 0;
const OTHER = 1;

/** A request of `LATE` that waits on its way to each of the servers. */
async function askEverybody(kv: KvService, input: KvInput): Promise<OpenKvOperation> {
  for (const server of kv.all) kv.holdRequests(LATE, server);
  const open = kv.begin(LATE, input);
  await kv.until(() => kv.all.every((server) => kv.heldRequests(LATE, server) > 0), ASK_LIMIT_MS);
  return open;
}

/** Of what it goes on asking, the leader gets one after the other. True if it is answered and copies stay. */
async function answerOnce(kv: KvService, open: OpenKvOperation): Promise<boolean> {
  const kept = kv.all.map((server) => kv.heldRequests(LATE, server));
  const answered = await kv.until(() => {
    const leader = kv.currentLeader();
    if (leader !== undefined && kv.heldRequests(LATE, leader) > (kept[leader] ?? 0)) {
      kv.releaseNewestRequest(LATE, leader);
    }
    return open.isAnswered;
  }, ASK_LIMIT_MS);
  return answered === true && kv.all.every((server) => kv.heldRequests(LATE, server) > 0);
}

/** The copies arrive at all servers, so also at the one that leads now. */
async function deliverCopies(kv: KvService): Promise<void> {
  for (const server of kv.all) kv.releaseRequests(LATE, server);
  await kv.sleep(EXECUTE_MS);
}

/** Executed, part of a snapshot, and heard once more when all servers have restarted from that snapshot. */
export async function duplicateAfterRestart(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 2, maxStateBytes: MAX_STATE_BYTES });
  await kv.append(OTHER, 'key', token(OTHER, 1));
  for (const round of kv.roundsOf([1, 2])) {
    await kv.oneLeader();
    const open = await askEverybody(kv, { kind: 'append', key: 'key', value: token(LATE, round) });
    const isLate = await answerOnce(kv, open);
    await outgrowLogs(kv, OTHER, MAX_STATE_BYTES, `round ${round}`);
    await kv.sleep(EXECUTE_MS);
    crashAll(kv);
    kv.startAll();
    await kv.oneLeader();
    await deliverCopies(kv);
    if (isLate) simulation.count('lateCopies');
    await kv.allAnswered();
    await kv.get(OTHER, 'key');
  }
  await kv.append(LATE, 'key', token(LATE, 3));
  await kv.get(OTHER, 'key');
  kv.judge();
}

/**
 * Executed while one server was away, which learns of it by a snapshot, leads, and hears the request again.
 */
export async function duplicateAfterInstall(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 2, maxStateBytes: MAX_STATE_BYTES });
  const random = simulation.random('faults');
  await kv.append(OTHER, 'key', token(OTHER, 1));
  for (const round of kv.roundsOf([1, 2])) {
    const leader = await kv.oneLeader();
    const behind = random.pick(othersAfter(kv, leader));
    const open = await askEverybody(kv, { kind: 'append', key: 'key', value: token(LATE, round) });
    kv.disconnect(behind);
    const isLate = await answerOnce(kv, open);
    await outgrowLogs(kv, OTHER, MAX_STATE_BYTES, `round ${round}`);
    await sendSnapshotTo(kv, behind);
    const leads = await makeLead(kv, behind);
    await deliverCopies(kv);
    if (isLate && leads) simulation.count('lateCopies');
    endAllFaults(kv);
    await kv.allAnswered();
    await kv.get(OTHER, 'key');
  }
  await kv.append(LATE, 'key', token(LATE, 3));
  await kv.get(OTHER, 'key');
  kv.judge();
}
