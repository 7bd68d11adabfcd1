import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import type { RaftCluster } from './driver.ts';
import {
  AFTER_STAGE_MS,
  cutBetween,
  IN_FLIGHT_MS,
  newLeader,
  normalSpeed,
  settled,
  slowDown,
  startCluster,
} from './election-staging.ts';
import { isolate, letWin, noneCommitted, offerMany } from './log-staging.ts';

/**
 * The newest of several messages from leader to follower comes first, then the older ones. What the follower
 * has acknowledged, it must keep: the leader has committed it.
 */
async function staleAppend(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  for (const _ of raft.rounds(2)) {
    await settled(raft);
    await raft.sleep(30);
    await raft.agree(raft.freshCommand(), 3, AFTER_STAGE_MS);
    const leader = await settled(raft);
    const [follower = 0, away = 0] = simulation.random('faults').shuffle(others(raft, leader));
    slowDown(raft, follower);
    await raft.sleep(250);
    raft.disconnect(away);
    raft.hold(leader, follower);
    for (let n = 0; n < 3; n++) {
      await offerMany(raft, leader, 1);
      await raft.sleep(130);
    }

    // The newest message: the leader hears that all is well, and commits.
    const before = raft.safety.lastCommitted;
    raft.releaseOne(leader, follower, 'newest');
    await raft.sleep(15);
    simulation.count('commitsAhead', raft.safety.lastCommitted - before);
    raft.pause(leader);
    for (let late = 0; late < 100 && raft.releaseOne(leader, follower, 'newest'); late++) {
      simulation.count('staleAppends');
      await raft.sleep(3);
    }

    // Without the leader, the follower is the only one who knows.
    raft.disconnect(leader);
    normalSpeed(raft, follower);
    raft.connect(away);
    await raft.agree(raft.freshCommand(), 2, AFTER_STAGE_MS);
    raft.release(leader, follower);
    raft.resume(leader);
    raft.connect(leader);
  }
  await raft.agree(raft.freshCommand(), 3, AFTER_STAGE_MS);
}

/**
 * A follower acknowledges entries of a leader that is deposed, gives them up, and is elected again. Whether
 * the answer came at once or comes only now: in the new term it says nothing about the new entries at these
 * indexes.
 */
async function staleReplies(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 5);
  for (const isLate of raft.roundsOf([false, true])) {
    await raft.agree(raft.freshCommand(), 5, AFTER_STAGE_MS);
    if (await stageReply(raft, isLate)) simulation.count(isLate ? 'repliesLate' : 'repliesEarly');
    raft.heal();
    for (const index of raft.all) {
      for (const other of others(raft, index)) raft.release(index, other);
      normalSpeed(raft, index);
    }
  }
  await raft.agree(raft.freshCommand(), 5, AFTER_STAGE_MS);
}

async function stageReply(raft: RaftCluster, isLate: boolean): Promise<boolean> {
  const leader = await settled(raft);
  const [follower = 0, ...three] = raft.simulation.random('faults').shuffle(others(raft, leader));
  slowDown(raft, follower);
  await raft.sleep(250);

  // Six entries on leader and follower only; the answer goes on its way, or at least is given.
  if (isLate) raft.hold(follower, leader);
  raft.partition([leader, follower], three);
  await offerMany(raft, leader, 6);
  await raft.sleep(350);
  const answers = raft.heldOn(follower, leader);

  // The others commit something else, and the leader learns of it and loses its six.
  await newLeader(raft, three, raft.state(leader).term);
  isolate(raft, [leader, ...three]);
  await raft.agree(raft.freshCommand(), 4, AFTER_STAGE_MS);
  const [helper = 0] = three.filter((index) => index !== raft.currentLeader());

  // Elected again, it reaches one of four and gets commands: two servers of five have them.
  if (!(await letWin(raft, leader, three))) return false;
  isolate(raft, [leader, helper]);
  await raft.sleep(IN_FLIGHT_MS);
  const why = `server ${leader}, the leader, has reached one of four followers since`;
  const before = raft.safety.lastCommitted;
  await offerMany(raft, leader, 15);
  await raft.sleep(350);
  for (let n = 0; n < answers; n++) raft.releaseOne(follower, leader, 'oldest');
  await noneCommitted(raft, 100, { holders: 2, why }, before);
  return true;
}

/**
 * A leader sleeps while others commit; it wakes up with commands at hand, and reaches a follower of the new
 * leader.
 */
async function wokenLeader(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  for (const _ of raft.rounds(2)) {
    await raft.agree(raft.freshCommand(), 3);
    const old = await settled(raft);
    raft.pause(old);
    const next = await newLeader(raft, others(raft, old), raft.state(old).term);
    await raft.agree(raft.freshCommand(), 2);
    await raft.agree(raft.freshCommand(), 2);
    await raft.sleep(300);

    // The new leader is cut off at the moment at which the old one wakes up and gets four commands.
    const [third = 0] = others(raft, old).filter((index) => index !== next);
    const offers = Array.from({ length: 4 }, () => raft.offer(old, raft.freshCommand()));
    cutBetween(raft, next, third);
    cutBetween(raft, next, old);
    raft.resume(old);
    const results = await Promise.all(offers);
    simulation.count('acceptedTooLate', results.filter(({ kind }) => kind === 'accepted').length);

    // The third server knows what is committed, and must not let it be overwritten.
    await raft.sleep(50);
    await raft.agree(raft.freshCommand(), 2);
    raft.heal();
  }
  await raft.agree(raft.freshCommand(), 3);
}

/** More entries, but older ones: enough have newer entries to keep this server from winning. */
async function longerLog(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 5);
  await raft.agree(raft.freshCommand(), 5);
  const old = await settled(raft);
  const [buddy = 0, ...three] = simulation.random('faults').shuffle(others(raft, old));
  raft.partition([old, buddy], three);
  await offerMany(raft, old, 6);
  const next = await newLeader(raft, three, raft.state(old).term);
  await raft.agree(raft.freshCommand(), 3);
  const voters = three.filter((index) => index !== next);
  await standInVain(raft, old, voters);
  await raft.agree(raft.freshCommand(), 3, AFTER_STAGE_MS);
  raft.heal();
  await raft.agree(raft.freshCommand(), 5);
}

/** The last entries are of one term, but this server lacks some. */
async function shorterLog(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await raft.agree(raft.freshCommand(), 3);
  const leader = await settled(raft);
  const [short = 0, full = 0] = simulation.random('faults').shuffle(others(raft, leader));
  isolate(raft, [leader, full]);
  for (let n = 0; n < 3; n++) await raft.agree(raft.freshCommand(), 2);
  await standInVain(raft, short, [full]);
  await raft.agree(raft.freshCommand(), 2, AFTER_STAGE_MS);
  raft.heal();
  await raft.agree(raft.freshCommand(), 3);
}

/** Only `candidate` stands, for two seconds; the voters must refuse. Then their clocks go on. */
async function standInVain(raft: RaftCluster, candidate: number, voters: readonly number[]): Promise<void> {
  slowDown(raft, ...voters);
  await raft.sleep(400);
  isolate(raft, [candidate, ...voters]);
  const { term } = raft.state(candidate);
  await raft.sleep(2000);
  if (raft.state(candidate).term > term) raft.simulation.count('stoodInVain');
  normalSpeed(raft, ...voters);
}

/**
 * A server that hears nothing and lacks entries stands for election all the time. It cannot win, so nobody
 * votes for it; and whoever does not vote must not wait any longer for it.
 */
async function disruptiveServer(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await raft.agree(raft.freshCommand(), 3);
  const leader = await settled(raft);
  const [deaf = 0] = others(raft, leader);
  raft.disconnect(deaf);
  for (let n = 0; n < 3; n++) await raft.agree(raft.freshCommand(), 2);

  // Its clock is fast, so that it stands more often than others lose their patience.
  for (const index of others(raft, deaf)) raft.cutOneWay(index, deaf);
  raft.drift(deaf, 3);
  raft.connect(deaf);
  for (const _ of raft.rounds(4)) {
    await raft.sleep(1000);
    await raft.oneLeader(others(raft, deaf));
  }
  raft.drift(deaf, 1);
  raft.heal();
  await raft.agree(raft.freshCommand(), 3);
}

function others(raft: RaftCluster, server: number): number[] {
  return raft.all.filter((index) => index !== server);
}

export const LATE: readonly Scenario[] = [
  {
    name: 'older messages after newer ones',
    slug: 'stale-append',
    points: 2,
    paper: 'Raft §5.3',
    about:
      'AppendEntries arrive in reverse order: the older must not undo what the follower has acknowledged.',
    floors: { staleAppends: 2 },
    run: staleAppend,
  },
  {
    name: 'answers from an earlier term of office',
    slug: 'stale-replies',
    points: 1,
    paper: 'Raft §5.3, Figure 2: matchIndex',
    about:
      'A leader that is elected again knows nothing about its followers, whatever they said in its first term.',
    floors: { repliesLate: 0.6, repliesEarly: 0.6 },
    run: staleReplies,
  },
  {
    name: 'a leader wakes up and has commands',
    slug: 'woken-leader-log',
    points: 1,
    paper: 'Raft §5.1, §5.3',
    about: 'A leader that slept while another committed sends its own entries: they must be refused.',
    floors: { acceptedTooLate: 2 },
    run: wokenLeader,
  },
  {
    name: 'a longer but older log',
    slug: 'longer-log',
    points: 1,
    paper: 'Raft §5.4.1',
    about:
      'A server with more entries, the last of an older term, must not win against those that know better.',
    floors: { stoodInVain: 0.7 },
    run: longerLog,
  },
  {
    name: 'a shorter log of the same term',
    slug: 'shorter-log',
    points: 1,
    paper: 'Raft §5.4.1',
    about: 'A server whose last entry is of the right term, but which lacks some, must not win.',
    floors: { stoodInVain: 0.7 },
    run: shorterLog,
  },
  {
    name: 'a server that keeps asking for votes',
    slug: 'disruptive-server',
    points: 1,
    paper: 'Raft §5.2, Figure 2: rules for followers',
    about:
      'A deaf server with a stale log stands again and again; the others must get a leader all the same.',
    floors: { elections: 1 },
    run: disruptiveServer,
  },
];
