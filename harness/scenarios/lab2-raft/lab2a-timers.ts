import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import type { RaftCluster } from './driver.ts';
import { newLeader, settled, soon, startCluster, stepsDown } from './election-staging.ts';
import { ELECTION_LIMIT_MS } from './led-cluster.ts';

/** The handout: within this time of hearing its leader, a follower does not stand for election. */
const PATIENCE_MS = 250;
/** How much later a message may arrive than the fastest, and how much later still it is looked for. */
const UNSURE_MS = 4;
/**
 * Rate of a clock by which a server neither stands for election nor asks anybody again within the time that
 * the handout grants for an election.
 */
const NEARLY_STILL = 0.01;

/** Every follower in turn hears its leader late. */
async function lateHeartbeats(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  for (const _ of raft.rounds(10)) {
    const leader = await settled(raft);
    for (const follower of others(raft, leader)) await delayHeartbeats(raft, leader, follower);
  }
}

/**
 * Holds back all that the leader sends to this follower, from a message to 250 ms later. Held, not lost: then
 * the follower hears something at that time, however rare heartbeats are.
 */
async function delayHeartbeats(raft: RaftCluster, leader: number, follower: number): Promise<void> {
  const { simulation } = raft;
  const { term, isLeader } = raft.state(leader);
  const before = sentTo(raft, leader, follower);
  if (!isLeader || !(await soon(raft, () => sentTo(raft, leader, follower) > before, 1000))) return;
  const timesStood = raft.candidacies.of(follower);
  raft.hold(leader, follower);
  await raft.sleep(PATIENCE_MS - UNSURE_MS);
  if (raft.candidacies.of(follower) > timesStood) throw impatient(leader, follower, term);
  simulation.count('silences');
  raft.release(leader, follower);
  await raft.sleep(simulation.random('pauses').between(50, 150));
}

function sentTo(raft: RaftCluster, leader: number, follower: number): number {
  const [from, to] = [raft.server(leader).address, raft.server(follower).address];
  return raft.simulation.network.traffic.onLink(from, to).rpcs;
}

function impatient(leader: number, follower: number, term: number): Violation {
  const when = `within ${PATIENCE_MS} ms of hearing server ${leader}, the leader of term ${term}`;
  const message = `server ${follower} stood for election ${when}; an election timeout is not below 300 ms`;
  return new Violation('raft/leader-keeps-office', message, {
    paper: 'Raft §5.2; handout: limits',
    actor: `server ${follower}`,
  });
}

/** Answers of a server that has stood meanwhile depose a leader, and nobody else can stand after that. */
async function deposedLeader(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const raft = startCluster(simulation, 3);
  for (const _ of raft.rounds(3)) {
    const old = await settled(raft);
    const { term } = raft.state(old);
    const [rival = 0, away = 0] = random.shuffle(others(raft, old));

    // Each alone: the rival stands, and gets no further.
    raft.partition([old], [rival], [away]);
    const stood = await soon(raft, () => raft.state(rival).term > term, ELECTION_LIMIT_MS);
    raft.drift(rival, NEARLY_STILL);

    // Two of three are together again, and the old leader learns of the newer term.
    raft.partition([old, rival], [away]);
    if (stood) {
      await stepsDown(raft, old, term, `server ${rival}, which it reaches, is in a later term`);
      await newLeader(raft, [old, rival], term);
      simulation.count('leadersDeposed');
    }
    raft.heal();
    raft.drift(rival, 1);
  }
  await settled(raft);
}

function others(raft: RaftCluster, server: number): number[] {
  return raft.all.filter((index) => index !== server);
}

export const TIMERS: readonly Scenario[] = [
  {
    name: 'heartbeats come late',
    slug: 'late-heartbeats',
    points: 1,
    paper: 'Raft §5.2; handout: limits',
    about: 'One follower at a time hears nothing for 250 ms after a heartbeat: too short a time to stand.',
    floors: { silences: 12 },
    run: lateHeartbeats,
  },
  {
    name: 'a deposed leader stands again',
    slug: 'deposed-leader',
    points: 1,
    paper: 'Raft §5.1, §5.2',
    about:
      'Answers from a newer term depose a leader, and nobody else can stand after that: it must, and win.',
    floors: { leadersDeposed: 2 },
    run: deposedLeader,
  },
];
