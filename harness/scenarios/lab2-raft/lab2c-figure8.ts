import { LONG_WAITS, REORDERING, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { RaftCluster } from './driver.ts';
import { RaftCluster as Cluster } from './driver.ts';
import {
  calmCluster,
  crashAll,
  electOnly,
  endFaults,
  freshStart,
  savedSince,
  startActive,
  startPassive,
} from './stagecraft.ts';

/**
 * Figure 8 of the paper, step by step: an entry of an old term is on a majority, and is overwritten all the
 * same. So a leader must not commit it by counting. Names as in the figure; only the server that is to win
 * has a running clock.
 */
export async function figure8Staged(simulation: Simulation): Promise<void> {
  const raft = new Cluster(simulation, { size: 5 });
  raft.setFaults(LONG_WAITS);
  const faults = simulation.random('faults');
  for (const stepC of raft.roundsOf([allDelivered, fewDelivered, fewDelivered])) {
    const roles = faults.shuffle(raft.all) as [number, number, number, number, number];
    await figure8(raft, roles, stepC);
    freshStart(raft);
    await raft.agree(raft.freshCommand(), 5);
    crashAll(raft);
  }
}

async function figure8(
  raft: RaftCluster,
  [s1, s2, s3, s4, s5]: readonly [number, number, number, number, number],
  stepC: StepC,
): Promise<void> {
  const { simulation } = raft;
  const stood = (await stepA(raft, s1, s2, [s3, s4, s5])) && (await stepB(raft, s5, [s3, s4]));
  if (!stood) return;
  const voters = await stepC(raft, s1, s2, s3);
  if (!voters) return;
  simulation.count('oldEntryOnMajority');
  crashAll(raft);

  // (d) s1 is down. s5, whose last entry is newer, may win, and then replaces the old entry everywhere.
  // (Not if a no-op of s1's was committed in (c): then it never wins, and all is well.)
  if (await electOnly(raft, s5, [...voters, s4], 8000)) {
    simulation.count('oldEntryOverwritten');
    await raft.agree(raft.freshCommand(), 1);
  }
}

/**
 * (c) s5 is down. s1 is elected by s2 and s3 and goes on with its old entry, which is on a majority then: but
 * nothing of the new term is, so it must not commit. Returns who of s2 and s3 is to vote in (d).
 */
type StepC = (
  raft: RaftCluster,
  s1: number,
  s2: number,
  s3: number,
) => Promise<readonly number[] | undefined>;

const allDelivered: StepC = async (raft, s1, s2, s3) => {
  if (!(await electOnly(raft, s1, [s2, s3]))) return undefined;
  await raft.sleep(500);
  return [s2, s3];
};

/**
 * For leaders with a no-op: s3 gets it together with the old entry. Of what s1 sends to s2, which has the old
 * entry already, little arrives: an empty heartbeat may, and the no-op may not. Then s2 can vote for s5.
 */
const fewDelivered: StepC = async (raft, s1, s2, s3) => {
  await votesUnderWay(raft, s1, [s2, s3]);
  raft.setLinkFaults(s1, s2, { dropRequestRatio: 0.8 });
  const elected = await raft.until(() => raft.state(s1).isLeader, 200);
  for (const voter of [s2, s3]) raft.setLinkFaults(voter, s1, undefined);
  const before = raft.safety.lastCommitted;
  if (elected) await raft.until(() => raft.safety.lastCommitted > before, 1000);
  raft.setLinkFaults(s1, s2, undefined);
  return elected ? [s2] : undefined;
};

/**
 * Starts servers that were down so that only `winner` can stand, and waits for their votes, which travel
 * slowly: by the time they make it a leader, its links are no longer what they were when it stood.
 */
async function votesUnderWay(raft: RaftCluster, winner: number, voters: readonly number[]): Promise<void> {
  for (const voter of voters) {
    startPassive(raft, voter);
    raft.setLinkFaults(voter, winner, { delayMs: [60, 60] });
  }
  await raft.sleep(0);
  const terms = voters.map((voter) => raft.state(voter).term);
  startActive(raft, winner);
  await raft.until(() => voters.every((voter, i) => raft.state(voter).term > (terms[i] ?? 0)), 10_000);
}

/** (a) s1 leads, and replicates an entry to s2 only. */
async function stepA(raft: RaftCluster, s1: number, s2: number, rest: readonly number[]): Promise<boolean> {
  if (!(await electOnly(raft, s1, [s2, ...rest]))) return false;
  await raft.agree(raft.freshCommand(), 1);
  await raft.sleep(300);
  raft.partition([s1, s2], rest);
  const before = raft.server(s2).disk.state;
  await raft.offer(s1, raft.freshCommand());
  const saved = await savedSince(raft, s2, before);
  crashAll(raft);
  raft.heal();
  return saved;
}

/** (b) s1 is down. s5 is elected by s3 and s4, and accepts an entry that nobody else gets. */
async function stepB(raft: RaftCluster, s5: number, voters: readonly number[]): Promise<boolean> {
  await votesUnderWay(raft, s5, voters);
  raft.partition([s5], voters);
  const elected = await raft.until(() => raft.state(s5).isLeader, 200);
  if (elected) await raft.offer(s5, raft.freshCommand());
  crashAll(raft);
  raft.heal();
  for (const voter of voters) raft.setLinkFaults(voter, s5, undefined);
  return elected === true;
}

/**
 * The same at random, 1000 rounds: a leader gets a command and crashes, often before it could tell anyone.
 */
export async function figure8AtRandom(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  const faults = simulation.random('faults');
  for (let round = 0; round < 1000; round++) {
    const leader = raft.currentLeader();
    if (leader !== undefined) await raft.offer(leader, raft.freshCommand());
    await raft.sleep(faults.chance(0.1) ? faults.between(0, 500) : faults.between(0, 13));
    if (leader === undefined) continue;
    raft.crash(leader);
    while (raft.healthy.length < 3) raft.start(faults.pick(raft.all.filter((index) => !raft.isUp(index))));
  }
  raft.startAll();
  await raft.agree(raft.freshCommand(), 5);
}

/** And on an unreliable network, where leaders are cut off and come back with what they had. */
export async function figure8Unreliable(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  raft.setFaults({ ...UNRELIABLE, ...LONG_WAITS });
  const faults = simulation.random('faults');
  const isOff = (index: number) => !raft.isConnected(index);
  for (let round = 0; round < 1000; round++) {
    if (round === 200) raft.setFaults(REORDERING);
    let leader: number | undefined;
    for (const index of raft.all) {
      // Also to those who only believe that they lead.
      if (!raft.state(index).isLeader || faults.chance(0.8)) continue;
      const { kind } = await raft.offer(index, raft.freshCommand());
      if (kind === 'accepted' && !isOff(index)) leader = index;
    }
    await raft.sleep(faults.chance(0.1) ? faults.between(0, 500) : faults.between(0, 13));
    if (leader !== undefined && faults.chance(0.5)) raft.disconnect(leader);
    while (raft.healthy.length < 3) raft.connect(faults.pick(raft.all.filter(isOff)));
  }

  // Still unreliable, but all together: is one command agreed on within 10 s?
  for (const index of raft.all.filter(isOff)) raft.connect(index);
  await raft.agree(raft.freshCommand(), 5, 10_000);
  endFaults(raft);
  await raft.agree(raft.freshCommand(), 5);
}
