import { LONG_WAITS, RELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import type { RaftCluster } from './driver.ts';
import {
  AFTER_STAGE_MS,
  cutBetween,
  endSilence,
  IN_FLIGHT_MS,
  newLeader,
  noneElected,
  normalSpeed,
  settled,
  silence,
  slowDown,
  soon,
  startCluster,
} from './election-staging.ts';
import { ELECTION_LIMIT_MS } from './led-cluster.ts';

/** What a round of a staged election is about. */
interface Stage {
  /** Leads when the round begins, and falls silent. */
  readonly old: number;
  readonly others: readonly number[];
  /** The term of `old`. */
  readonly term: number;
}

/** Plays rounds, each of which begins with a leader that everybody follows. */
async function rounds(
  simulation: Simulation,
  size: number,
  count: number,
  play: (raft: RaftCluster, stage: Stage) => Promise<void>,
): Promise<void> {
  const random = simulation.random('faults');
  const raft = startCluster(simulation, size);
  for (const _ of raft.rounds(count)) {
    const old = await settled(raft);
    // Timers that were set on slow clocks are set anew.
    await raft.sleep(300);
    if (!raft.state(old).isLeader) continue;
    const others = random.shuffle(raft.all.filter((index) => index !== old));
    await play(raft, { old, others, term: raft.state(old).term });
    raft.heal();
    endSilence(raft, old);
    for (const from of raft.all) for (const to of raft.all) if (from !== to) raft.release(from, to);
    normalSpeed(raft, ...raft.all);
  }
  await raft.oneLeader(raft.all, 10_000);
  await settled(raft);
}

/**
 * Two followers stand in the same term, and the third server, whose own clock stands still, is asked by both.
 */
async function doubleVote(raft: RaftCluster, { old, others, term }: Stage): Promise<void> {
  const [a = 0, b = 0] = others;
  cutBetween(raft, a, b);
  slowDown(raft, old);
  silence(raft, old);
  // Mostly one of them wins. A voter that may disregard them (§6) keeps both out, which is as safe.
  await raft.until(() => raft.currentLeader([a, b]), ELECTION_LIMIT_MS);
  const bothStood = await raft.until(() => raft.state(a).term > term && raft.state(b).term > term, 3000);
  if (bothStood) raft.simulation.count('rivals');
  await raft.sleep(IN_FLIGHT_MS);
}

/**
 * Two candidates of one term, whose requests wait. First `b`, a candidate itself, is asked by `a`; then the
 * third server by `b`. If `b` had given its vote away, both would win.
 */
async function rivalCandidates(raft: RaftCluster, { old, others, term }: Stage): Promise<void> {
  const [a = 0, b = 0] = others;
  raft.hold(a, b);
  raft.hold(b, a);
  raft.hold(b, old);
  cutBetween(raft, a, old);
  slowDown(raft, old);
  silence(raft, old);
  const together = await soon(
    raft,
    () => raft.state(a).term > term && raft.state(a).term === raft.state(b).term,
    3000,
  );
  if (!together) return;
  raft.simulation.count('rivals');
  while (raft.releaseOne(a, b, 'newest')) await raft.sleep(2);
  await raft.sleep(2);
  raft.release(b, a);
  raft.release(b, old);
  await raft.sleep(IN_FLIGHT_MS);
}

/** A vote of one term reaches its candidate in the next term, for which the voter then votes for another. */
async function staleVotes(raft: RaftCluster, { old, others, term }: Stage): Promise<void> {
  const [a = 0, b = 0] = others;
  raft.hold(b, a);
  raft.hold(a, old);
  raft.hold(old, a);
  await raft.sleep(10);
  slowDown(raft, old, b);

  // `a` stands, and `b` votes for it.
  const asked = await soon(raft, () => raft.state(a).term > term && raft.state(b).term > term, 5000);
  if (!asked) return;
  const voteTerm = raft.state(b).term;
  raft.hold(a, b);

  // `a` hears nothing and stands again: now the old vote comes.
  const stoodAgain = await soon(raft, () => raft.state(a).term > voteTerm, 3000);
  if (!stoodAgain || !raft.releaseOne(b, a, 'newest')) return;
  raft.simulation.count('staleVotes');
  while (raft.releaseOne(b, a, 'newest')) await raft.sleep(1);
  await raft.sleep(4);

  // The others elect a leader, in just that term.
  normalSpeed(raft, old, b);
  await newLeader(raft, [old, b], voteTerm, AFTER_STAGE_MS);
}

/**
 * A candidate of five has one voter that answers it several times, then another in the next term, and so on.
 */
async function oneVoter(raft: RaftCluster, { old, others }: Stage): Promise<void> {
  const [a = 0, ...voters] = others;
  slowDown(raft, ...voters);
  await raft.sleep(200);
  for (const voter of voters) {
    raft.hold(a, voter);
    raft.partition([a, voter], [old, ...voters.filter((index) => index !== voter)]);
    const { term } = raft.state(a);
    if (!(await soon(raft, () => raft.state(a).term > term, 3000))) return;
    await raft.until(() => raft.heldOn(a, voter) >= 3, 260);
    raft.simulation.count('requestsRepeated', raft.heldOn(a, voter));
    raft.release(a, voter);
    await noneElected(raft, [a], IN_FLIGHT_MS);
  }
}

async function lateVotes(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const raft = startCluster(simulation, 5);
  await raft.oneLeader();
  const late = { duplicateRatio: 0.5, holdRequestRatio: 0.3, holdReplyRatio: 0.4 };
  raft.setFaults({ ...late, holdMs: [100, 1500] });
  for (const _ of raft.rounds(15)) {
    const victim = raft.currentLeader() ?? random.pick(raft.all);
    if (random.chance(0.5)) raft.disconnect(victim);
    else raft.pause(victim);
    await raft.sleep(random.between(300, 1500));
    raft.connect(victim);
    raft.resume(victim);
  }

  // When the last late message has come, a leader is due.
  raft.setFaults({ ...RELIABLE, ...LONG_WAITS });
  await raft.sleep(1500);
  await raft.oneLeader();
  await settled(raft);
}

export const VOTES: readonly Scenario[] = [
  {
    name: 'two candidates ask for one vote',
    slug: 'double-vote',
    points: 2,
    paper: 'Raft §5.2',
    about:
      'Two servers that cannot hear each other stand in the same term; the third may vote for one of them only.',
    floors: { rivals: 2 },
    run: (simulation) => rounds(simulation, 3, 5, doubleVote),
  },
  {
    name: 'a candidate asks its rival',
    slug: 'rival-candidates',
    points: 1,
    paper: 'Raft §5.2',
    about: 'A candidate has voted for itself, so its rival of the same term must not get its vote.',
    floors: { rivals: 2 },
    run: (simulation) => rounds(simulation, 3, 5, rivalCandidates),
  },
  {
    name: 'votes that come too late',
    slug: 'stale-votes',
    points: 1,
    paper: 'Raft §5.2',
    about: 'A vote reaches its candidate when that stands in a newer term already: it must not count there.',
    floors: { elections: 2 },
    run: (simulation) => rounds(simulation, 3, 3, staleVotes),
  },
  {
    name: 'a voter counts once',
    slug: 'voter-counts-once',
    points: 1,
    paper: 'Raft §5.2',
    about: 'A candidate that asks one voter again and again has one vote from it, however often it says yes.',
    floors: { requestsRepeated: 1 },
    run: (simulation) => rounds(simulation, 5, 2, oneVoter),
  },
  {
    name: 'late and doubled messages',
    slug: 'late-votes',
    points: 1,
    paper: 'Raft §5.2',
    about: 'Requests come twice, and requests and replies up to 1.5 s late, while leaders come and go.',
    floors: { elections: 6 },
    run: lateVotes,
  },
];
