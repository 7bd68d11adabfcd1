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
  for (const who of raft.roundsOf(['voter', 'winner', 'voter', 'winner'] as const)) {
    const [first, second, voter] = faults.shuffle(raft.all) as [number, number, number];
    await askAgain(raft, { first, second, voter, asked: who === 'voter' ? voter : first });
    freshStart(raft);
    await raft.agree(raft.freshCommand(), 3);
    crashAll(raft);
  }
}

interface Ballot {
  /** Wins the term with the vote of `voter`. */
  readonly first: number;
  /** Stands in the same term later. */
  readonly second: number;
  readonly voter: number;
  /** Who has voted, crashes, and is asked by `second`. */
  readonly asked: number;
}

async function askAgain(raft: RaftCluster, { first, second, voter, asked }: Ballot): Promise<void> {
  // `first` wins a term that `second` knows nothing of ...
  startPassive(raft, voter);
  startActive(raft, first);
  if (!(await raft.until(() => raft.state(first).isLeader, 10_000))) return;
  const { term } = raft.state(first);
  raft.simulation.count('votesBeforeCrash');

  // ... and the voter crashes and comes back, alone with `second`.
  raft.crash(first);
  raft.crash(voter);
  startPassive(raft, asked);
  raft.hold(second, asked);
  startActive(raft, second);

  // When `second` has come to stand in the same term, its requests get through. If they are granted, the term
  // has two leaders, which the safety check sees.
  await raft.until(() => raft.state(second).term >= term, 10_000);
  raft.release(second, asked);
  await raft.sleep(100);
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
