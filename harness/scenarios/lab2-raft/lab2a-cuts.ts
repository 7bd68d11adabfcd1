import { LONG_WAITS, RELIABLE, REORDERING, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { RaftCluster } from './driver.ts';
import {
  cutBetween,
  IN_FLIGHT_MS,
  keepsOffice,
  newLeader,
  noneElected,
  settled,
  startCluster,
  stepsDown,
} from './election-staging.ts';
import { ELECTION_LIMIT_MS } from './led-cluster.ts';

async function noMajority(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const raft = startCluster(simulation, 5);
  const first = await settled(raft);

  // Leader and one more against three: the three elect.
  const [companion = 0, ...three] = random.shuffle(others(raft, first));
  raft.partition([first, companion], three);
  const second = await newLeader(raft, three, raft.state(first).term);
  await raft.sleep(1000);

  // The new leader alone, and two pairs. The pair without an old leader stands again and again, and nobody
  // may win.
  const [left = 0, right = 0] = three.filter((index) => index !== second);
  raft.partition([first, companion], [left, right], [second]);
  await raft.sleep(IN_FLIGHT_MS);
  await noneElected(raft, raft.all, 4000);

  // Does a leader come back with the majority?
  raft.heal();
  await raft.oneLeader();
  await settled(raft);
}

async function followerAway(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 5);
  const leader = await settled(raft);
  await raft.sleep(500);

  // Calls to a server that is cut off hang for seconds: nobody else may suffer from that.
  const followers = raft.all.filter((index) => index !== leader);
  for (const index of followers.slice(0, 2)) raft.disconnect(index);
  await keepsOffice(raft, leader, 8000);
  for (const index of followers.slice(0, 2)) raft.connect(index);
  await raft.oneLeader();
  await settled(raft);
}

/** One server can be heard but cannot hear, or the other way round. */
async function oneWayCuts(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);

  // A follower that nobody hears still hears the leader, who goes on.
  const leader = await settled(raft);
  await raft.sleep(500);
  const [follower = 0] = others(raft, leader);
  const { term: calmTerm } = raft.state(leader);
  for (const index of others(raft, follower)) raft.cutOneWay(follower, index);
  await keepsOffice(raft, leader, 6000);
  if (raft.state(follower).term !== calmTerm) {
    const message = `server ${follower} stood for election, though nothing cut it off from server ${leader}, the leader; only its answers were lost`;
    throw new Violation('raft/leader-keeps-office', message, {
      paper: 'Raft §5.2',
      actor: `server ${leader}`,
    });
  }
  raft.heal();

  // A leader that nobody hears is replaced, and hears of it.
  const mute = await settled(raft);
  const { term } = raft.state(mute);
  for (const index of others(raft, mute)) raft.cutOneWay(mute, index);
  await newLeader(raft, others(raft, mute), term);
  await stepsDown(raft, mute, term, 'it hears from the servers that have elected another');
  raft.heal();

  // A deaf follower calls one election after the other, a deaf leader keeps the others quiet. Raft promises
  // no progress then, but as soon as it hears again.
  for (const isLeader of raft.roundsOf([false, true])) {
    const current = await settled(raft);
    const [deaf = 0] = isLeader ? [current] : others(raft, current);
    for (const index of others(raft, deaf)) raft.cutOneWay(index, deaf);
    await raft.sleep(3000);
    raft.heal();
    await raft.oneLeader();
  }

  // Two servers that reach each other only by way of the third, which takes no messages on.
  const bridge = await settled(raft);
  const [a = 0, b = 0] = others(raft, bridge);
  cutBetween(raft, bridge, a);
  // The bridge may stay: who hears a leader may disregard requests for votes (§6).
  await raft.oneLeader();
  await raft.sleep(2000);
  cutBetween(raft, bridge, b);
  await raft.sleep(1000);
  raft.heal();
  await raft.oneLeader();
  await settled(raft);
}

async function driftingClocks(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const raft = new RaftCluster(simulation, { size: 5 });
  raft.setFaults(LONG_WAITS);
  for (const [index, rate] of random.shuffle([0.8, 0.9, 1, 1.1, 1.2]).entries()) raft.drift(index, rate);
  raft.startAll();
  await raft.oneLeader();
  await settled(raft);

  // A slow leader must not lose its office to a fast follower again and again.
  const before = raft.safety.leaders.size;
  await raft.sleep(20_000);
  const changes = raft.safety.leaders.size - before;
  if (changes > 3) {
    const message = `${changes} elections in 20 s in which nothing failed; clocks run at 0.8 to 1.2 times the true speed`;
    throw new Violation('raft/leader-keeps-office', message, { paper: 'Raft §5.6' });
  }

  // Does the next leader come in time, whoever is fast or slow?
  for (const _ of raft.rounds(3)) {
    const leader = await settled(raft);
    raft.disconnect(leader);
    await newLeader(raft, raft.healthy, raft.state(leader).term);
    raft.connect(leader);
  }
  await settled(raft);
}

async function unreliableElection(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const raft = new RaftCluster(simulation, { size: 5 });
  raft.setFaults({ ...UNRELIABLE, ...LONG_WAITS });
  raft.startAll();

  // One message in ten is lost. The handout's 5 s are for networks that deliver, so allow for bad luck.
  for (const _ of raft.rounds(3)) {
    const leader = await raft.oneLeader(raft.all, 3 * ELECTION_LIMIT_MS);
    raft.disconnect(leader);
    await newLeader(raft, raft.healthy, raft.state(leader).term, 3 * ELECTION_LIMIT_MS);
    raft.connect(leader);
  }

  // Most answers come seconds late: nobody may be misled by one.
  raft.setFaults(REORDERING);
  for (const _ of raft.rounds(8)) {
    const victim = raft.currentLeader() ?? random.pick(raft.all);
    raft.disconnect(victim);
    await raft.sleep(random.between(200, 1500));
    raft.connect(victim);
  }

  // Calm again: a leader in time.
  raft.setFaults({ ...RELIABLE, ...LONG_WAITS });
  await raft.oneLeader();
  await settled(raft);
}

async function wokenLeader(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  for (const onlyReplies of raft.roundsOf([true, false, true])) {
    const old = await settled(raft);
    const { term } = raft.state(old);

    // Frozen for longer than the others wait: they elect another.
    raft.pause(old);
    const next = await newLeader(raft, others(raft, old), term);
    await raft.sleep(500);

    // It wakes up as leader. The new leader cannot tell it, if only replies of the third server reach it.
    if (onlyReplies) cutBetween(raft, next, old);
    raft.resume(old);
    await stepsDown(raft, old, term, `server ${next} was elected for a later term while it slept`);
    simulation.count('leadersWoken');
    raft.heal();
  }
  await settled(raft);
}

function others(raft: RaftCluster, server: number): number[] {
  return raft.all.filter((index) => index !== server);
}

export const CUTS: readonly Scenario[] = [
  {
    name: 'no leader without a majority',
    slug: 'no-majority',
    points: 1,
    paper: 'Raft §5.2',
    about: 'Five servers in parts of 2 and 3, then of 2, 2 and 1: a part without a majority elects nobody.',
    floors: { elections: 2 },
    run: noMajority,
  },
  {
    name: 'two followers away do not hurt',
    slug: 'followers-away',
    points: 1,
    paper: 'Raft §5.2',
    about:
      'Calls to servers that are cut off hang for up to 7 s; the leader of five keeps its office all the same.',
    floors: { elections: 1 },
    run: followerAway,
  },
  {
    name: 'one-way cuts',
    slug: 'one-way-cuts',
    points: 1,
    paper: 'Raft §5.1, §5.2',
    about:
      'Servers that can be heard but cannot hear, and the other way round; then all is well, and a leader is due.',
    floors: { elections: 2.5, leaderChanges: 1.5 },
    run: oneWayCuts,
  },
  {
    name: 'drifting clocks',
    slug: 'drifting-clocks',
    points: 1,
    paper: 'Raft §5.6',
    about: 'Clocks of five servers run at 0.8 to 1.2 times the true speed: a leader in time, who can stay.',
    floors: { elections: 3 },
    run: driftingClocks,
  },
  {
    name: 'elections on an unreliable network',
    slug: 'unreliable-election',
    points: 1,
    paper: 'Raft §5.2',
    about:
      'Lost messages, then answers that are seconds late, then calm: a leader each time, never two in a term.',
    floors: { elections: 3, leaderChanges: 1 },
    run: unreliableElection,
  },
  {
    name: 'a leader sleeps and wakes up',
    slug: 'woken-leader',
    points: 1,
    paper: 'Raft §5.1',
    about:
      'A leader is frozen until another is elected, and steps down soon after it wakes, even if only replies tell it.',
    floors: { leadersWoken: 3 },
    run: wokenLeader,
  },
];
