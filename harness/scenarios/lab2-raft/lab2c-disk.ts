import { LONG_WAITS } from '../../../labrpc/sim/link-faults.ts';
import type { CrashPoint } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { RaftCluster } from './driver.ts';
import {
  calmCluster,
  crashAll,
  freshStart,
  offerBurst,
  othersAfter,
  startActive,
  startPassive,
} from './stagecraft.ts';

/**
 * One vote a term, also if the voter has crashed meanwhile: a second candidate of the term asks those who
 * voted.
 */
export async function voteSurvives(simulation: Simulation): Promise<void> {
  const raft = new RaftCluster(simulation, { size: 3 });
  raft.setFaults(LONG_WAITS);
  const faults = simulation.random('faults');
  for (const who of raft.roundsOf([
    'voter',
    'winner',
    'candidate',
    'voter',
    'winner',
    'candidate',
  ] as const)) {
    const [first, second, voter] = faults.shuffle(raft.all) as [number, number, number];
    const ballot = { first, second, voter, asked: who === 'voter' ? voter : first };
    const term = await (who === 'candidate' ? stands : wins)(raft, ballot);
    if (term !== undefined) await askAgain(raft, ballot, term);
    freshStart(raft);
    await raft.agree(raft.freshCommand(), 3);
    crashAll(raft);
  }
}

interface Ballot {
  /** Stands, and wins the term with the vote of `voter` unless that comes too late. */
  readonly first: number;
  /** Stands in the same term later. */
  readonly second: number;
  readonly voter: number;
  /** Who has voted, crashes, and is asked by `second`. */
  readonly asked: number;
}

/** `first` wins a term that `second` knows nothing of. Undefined if it does not come to that. */
async function wins(raft: RaftCluster, { first, voter }: Ballot): Promise<number | undefined> {
  startPassive(raft, voter);
  startActive(raft, first);
  if (await raft.until(() => raft.state(first).isLeader, 10_000)) return raft.state(first).term;
  return undefined;
}

/**
 * `first` stands, and `voter` has its request; but the answer waits, so `first` is not elected, and has saved
 * its own vote when it stood, or not at all. Returns the term.
 */
async function stands(raft: RaftCluster, { first, voter }: Ballot): Promise<number | undefined> {
  raft.hold(voter, first);
  startPassive(raft, voter);
  startActive(raft, first);
  await raft.sleep(0);
  const before = raft.state(first).term;
  const isAsked = () => {
    const { term } = raft.state(first);
    return term > before && raft.state(voter).term === term && term;
  };
  return raft.until(isAsked, 10_000);
}

/** A vote was given in `term`: the one who gave it crashes and comes back, alone with `second`. */
async function askAgain(raft: RaftCluster, ballot: Ballot, term: number): Promise<void> {
  const { first, second, voter, asked } = ballot;
  raft.simulation.count('votesBeforeCrash');
  raft.crash(first);
  raft.crash(voter);
  raft.release(voter, first);
  startPassive(raft, asked);
  raft.hold(second, asked);
  startActive(raft, second);

  // When `second` has come to stand in the same term, its requests get through. If they are granted, the term
  // has two leaders, which the safety check sees, or one who has a vote that was another's.
  await raft.until(() => raft.state(second).term >= term, 10_000);
  raft.release(second, asked);
  await raft.sleep(100);
  if (raft.safety.leaders.get(term)?.server === second) throw votedTwice(ballot, term);
}

function votedTwice({ second, asked }: Ballot, term: number): Violation {
  const seen = `server ${asked} stood in term ${term} and asked for votes, crashed, and then voted for server ${second} in the same term`;
  const message = `${seen}; its first vote was for itself, and a server has one vote a term`;
  return new Violation('raft/election-safety', message, {
    paper: 'Raft §5.2, Figure 2: persistent state',
    actor: `server ${asked}`,
  });
}

/** A server that has been in a term for a second must never be in an older one again. */
export async function termSurvives(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  for (const round of raft.rounds(5)) {
    // A new term without any command in it: an election is all that there is to save.
    const leader = await raft.oneLeader();
    raft.crash(leader);
    await raft.oneLeader();
    raft.start(leader);
    await raft.sleep(1000);
    const before = raft.all.map((index) => raft.state(index).term);
    const restarting = round % 2 === 0 ? raft.all : [round % 5, (round + 2) % 5];
    for (const index of restarting) raft.restart(index);
    await raft.sleep(0);
    for (const index of restarting) expectTerm(raft, index, before[index] ?? 0);
    await raft.sleep(1000);
  }
  await raft.agree(raft.freshCommand(), 5);
}

function expectTerm(raft: RaftCluster, server: number, before: number): void {
  const { term } = raft.state(server);
  raft.simulation.count('termsCompared');
  if (term >= before) return;
  const message = `server ${server} was in term ${before} for a second, crashed, and came back in term ${term}`;
  throw new Violation('raft/term-survives', message, {
    paper: 'Raft Figure 2: persistent state',
    actor: `server ${server}`,
  });
}

/** Where in a turn the crashes of `crashInTurn` strike. */
const FOLLOWER_CRASHES: readonly CrashPoint[] = [
  { when: 'reply', effects: 1 },
  { when: 'reply', effects: 2 },
  { when: 'reply', effects: 3 },
  { when: 'reply', effects: 9 },
  { when: 'save', effects: 0 },
  { when: 'save', effects: 1 },
];
const LEADER_CRASHES: readonly CrashPoint[] = [
  { when: 'request', effects: 1 },
  { when: 'request', effects: 2 },
  { when: 'request', effects: 3 },
  { when: 'request', effects: 4 },
  { when: 'save', effects: 0 },
  { when: 'save', effects: 1 },
  { when: 'emit', effects: 1 },
  { when: 'emit', effects: 9 },
];

/**
 * A crash after the first k effects of a turn, for every k that matters. Two servers decide something and one
 * of them crashes in the act; then the other is away, and a third, who knows nothing of it, has only what the
 * crashed one saved.
 */
export async function crashInTurn(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3 });
  const faults = simulation.random('faults');
  for (const [role, points] of [
    ['follower', FOLLOWER_CRASHES],
    ['leader', LEADER_CRASHES],
  ] as const) {
    for (const point of raft.roundsOf(points)) {
      await raft.agree(raft.freshCommand(), 3);
      const leader = await raft.oneLeader();
      const [follower, absent] = faults.shuffle(othersAfter(raft, leader)) as [number, number];
      const victim = role === 'leader' ? leader : follower;
      await crashOne(raft, { leader, absent, victim, point });
      await askTheOthers(raft, { witness: role === 'leader' ? follower : leader, absent, victim });
    }
  }
}

interface InTurn {
  readonly leader: number;
  readonly absent: number;
  readonly victim: number;
  readonly point: CrashPoint;
}

async function crashOne(raft: RaftCluster, { leader, absent, victim, point }: InTurn): Promise<void> {
  const before = raft.safety.lastCommitted;
  raft.disconnect(absent);
  raft.crashAt(victim, point);
  await offerBurst(raft, leader, 1);
  const crashed = await raft.until(() => !raft.isUp(victim), 300);
  await raft.sleep(20);
  raft.crash(victim);
  if (crashed) raft.simulation.count('crashesInTheAct');
  if (raft.safety.lastCommitted > before) raft.simulation.count('committedBeforeCrash');
}

/** What was committed must be on the victim's disk: only it can tell the server that was absent. */
async function askTheOthers(
  raft: RaftCluster,
  { witness, absent, victim }: { witness: number; absent: number; victim: number },
): Promise<void> {
  raft.crash(witness);
  raft.connect(absent);
  raft.start(victim);
  await raft.agree(raft.freshCommand(), 2);
  raft.start(witness);
}
