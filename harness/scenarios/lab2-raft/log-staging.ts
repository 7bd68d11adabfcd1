import { Violation } from '../../../labrpc/sim/violation.ts';
import type { RaftCluster } from './driver.ts';
import { normalSpeed, slowDown } from './election-staging.ts';

/** A follower that can talk has all that is committed within this time of the leader's election. */
export const CATCH_UP_LIMIT_MS = 2500;
/**
 * A command is applied by all who can talk within this time, on a calm network with a leader (as `one` of
 * MIT's).
 */
export const COMMIT_LIMIT_MS = 2000;

/** Why an entry cannot be on a majority: how many servers can hold it at most, and what was cut. */
export interface TooFew {
  readonly holders: number;
  readonly why: string;
}

/** For `forMs`, nothing may be committed after index `before`: no leader reaches a majority. */
export async function noneCommitted(
  raft: RaftCluster,
  forMs: number,
  { holders, why }: TooFew,
  before: number = raft.safety.lastCommitted,
): Promise<void> {
  // Only where a plan has left out what should keep them from it.
  const mayBeCommitted = raft.reachesMajority();
  await raft.sleep(forMs);
  if (mayBeCommitted) return;
  const entry = raft.safety.committed.get(before + 1);
  if (!entry) return;
  const seen = `server ${entry.server} applied index ${entry.index}, which only ${holders} of ${raft.size} servers can hold, as ${why}`;
  const message = `${seen}; a majority is ${Math.floor(raft.size / 2) + 1}`;
  throw new Violation('raft/majority-commits', message, {
    paper: 'Raft §5.3, §5.4',
    actor: `server ${entry.server}`,
  });
}

/** Offers fresh commands to one server, one after the other. Returns how many it accepted. */
export async function offerMany(raft: RaftCluster, server: number, count: number): Promise<number> {
  let accepted = 0;
  for (let n = 0; n < count; n++) {
    const result = await raft.offer(server, raft.freshCommand());
    if (result.kind === 'accepted') accepted++;
  }
  return accepted;
}

/**
 * Waits until `servers` servers have applied everything up to `logIndex`. The time counts anew from each
 * election, for which the handout allows 5 s.
 */
export async function catchesUp(
  raft: RaftCluster,
  servers: readonly number[],
  logIndex: number,
  limitMs: number = CATCH_UP_LIMIT_MS,
): Promise<void> {
  let sinceMs = raft.simulation.nowMs;
  let terms = raft.safety.leaders.size;
  const behind = () => servers.find((index) => raft.safety.appliedIndexOf(index) < logIndex);
  const late = await raft.until(() => {
    if (behind() === undefined) return 'no';
    if (raft.safety.leaders.size !== terms) {
      terms = raft.safety.leaders.size;
      sinceMs = raft.simulation.nowMs;
    }
    return raft.simulation.nowMs - sinceMs > limitMs ? 'yes' : false;
  }, 30_000);
  if (late === 'no') return;
  const server = behind() ?? 0;
  const got = raft.safety.appliedIndexOf(server);
  const message = `server ${server} had applied ${got} of ${logIndex} entries ${limitMs / 1000} s after the last election; by then it must have all of them`;
  throw new Violation('raft/fast-backup', message, {
    paper: 'Raft §5.3, its end',
    actor: `server ${server}`,
  });
}

/** These can talk among themselves, everybody else is alone. */
export function isolate(raft: RaftCluster, group: readonly number[]): void {
  const outsiders = raft.all.filter((index) => !group.includes(index));
  raft.partition(group, ...outsiders.map((index) => [index]));
}

/**
 * Lets `candidate` win an election among itself and `voters`: the clocks of the others nearly stand still,
 * and the leader is cut off, like all who are not named. False if it did not come to that.
 */
export async function letWin(
  raft: RaftCluster,
  candidate: number,
  voters: readonly number[],
): Promise<boolean> {
  const leader = raft.currentLeader([candidate, ...voters]);
  if (leader === candidate) return true;
  const { term } = raft.state(candidate);
  slowDown(raft, ...voters);
  // The leader's next message sets the timers of the slow ones anew.
  await raft.sleep(400);
  const group = [candidate, ...voters.filter((voter) => voter !== leader)];
  isolate(raft, group);
  const won = await raft.until(
    () => raft.state(candidate).isLeader && raft.state(candidate).term > term,
    8000,
  );
  normalSpeed(raft, ...voters);
  return won ?? false;
}
