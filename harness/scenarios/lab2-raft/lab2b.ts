import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { newLeader, settled, startCluster } from './election-staging.ts';
import { BACKUP } from './lab2b-backup.ts';
import { ECONOMY } from './lab2b-economy.ts';
import { LATE } from './lab2b-late.ts';
import { STORMS } from './lab2b-storm.ts';
import { COMMIT_LIMIT_MS, noneCommitted, offerMany } from './log-staging.ts';

async function basicAgreement(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await settled(raft);
  await raft.sleep(500);

  // Each command reaches all three, the leader included, with no other command after it to carry the news.
  for (const command of raft.roundsOf(['first', 2, 'third', 4.5, ''])) {
    await raft.agree(command, 3, COMMIT_LIMIT_MS);
    simulation.count('agreements');
    await raft.sleep(300);
  }
}

async function followerFailure(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await raft.agree(raft.freshCommand(), 3);
  const leader = await settled(raft);
  const [a = 0, b = 0] = raft.all.filter((index) => index !== leader);

  // Two of three go on, one of three does not.
  raft.disconnect(a);
  await raft.agree(raft.freshCommand(), 2, COMMIT_LIMIT_MS);
  await raft.sleep(1000);
  await raft.agree(raft.freshCommand(), 2, COMMIT_LIMIT_MS);
  raft.disconnect(b);
  await raft.sleep(500);
  simulation.count('offeredInVain', await offerMany(raft, leader, 1));
  await noneCommitted(raft, 2000, { holders: 1, why: 'both followers were cut off from the leader' });

  // Progress with the first that comes back, and then with all.
  raft.connect(a);
  await raft.agree(raft.freshCommand(), 2);
  raft.connect(b);
  await raft.agree(raft.freshCommand(), 3);
}

async function leaderFailure(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await raft.agree(raft.freshCommand(), 3);
  const first = await settled(raft);

  // The other two elect a leader and go on.
  raft.disconnect(first);
  await raft.agree(raft.freshCommand(), 2);
  await raft.sleep(1000);
  await raft.agree(raft.freshCommand(), 2, COMMIT_LIMIT_MS);

  // The last one alone commits nothing, and neither do the two old leaders, each of them alone.
  const second = await raft.oneLeader();
  raft.disconnect(second);
  await raft.sleep(500);
  for (const index of raft.all) simulation.count('offeredInVain', await offerMany(raft, index, 1));
  await noneCommitted(raft, 2000, { holders: 1, why: 'each server was alone' });
  for (const index of raft.all) raft.connect(index);
  await raft.agree(raft.freshCommand(), 3);
}

async function followerReturns(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await raft.agree(raft.freshCommand(), 3);
  const leader = await settled(raft);
  const away = (leader + 1) % 3;
  raft.disconnect(away);
  for (let n = 0; n < 4; n++) {
    await raft.agree(raft.freshCommand(), 2, COMMIT_LIMIT_MS);
    simulation.count('commitsWhileCut');
    if (n === 1) await raft.sleep(1000);
  }

  // It gets what it missed, and what is new.
  raft.connect(away);
  await raft.agree(raft.freshCommand(), 3);
  await raft.sleep(1000);
  await raft.agree(raft.freshCommand(), 3, COMMIT_LIMIT_MS);
  await raft.agree(raft.freshCommand(), 3, COMMIT_LIMIT_MS);
}

async function noAgreement(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 5);
  await raft.agree(raft.freshCommand(), 5);
  const leader = await settled(raft);

  // Leader and one follower: too few of five.
  const away = [1, 2, 3].map((step) => (leader + step) % 5);
  for (const index of away) raft.disconnect(index);
  await raft.sleep(500);
  simulation.count('offeredInVain', await offerMany(raft, leader, 2));
  await noneCommitted(raft, 2000, { holders: 2, why: 'three of five servers were cut off' });

  // The three may have elected nobody, being apart; now somebody leads, and what was in vain may be kept or
  // lost.
  for (const index of away) raft.connect(index);
  await raft.oneLeader();
  await raft.agree(raft.freshCommand(), 5);
  await raft.agree(raft.freshCommand(), 5, 2 * COMMIT_LIMIT_MS);
}

async function concurrentStarts(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  for (const _ of raft.rounds(5)) {
    const leader = await settled(raft);
    const { term } = raft.state(leader);
    const offers = Array.from({ length: 5 }, () => raft.offer(leader, raft.freshCommand()));
    const results = await Promise.all(offers);

    // All of them in one term: then all of them are committed, each at its own index.
    let last = 0;
    for (const result of results) {
      if (result.kind === 'accepted' && result.term === term) last = Math.max(last, result.index);
    }
    const applied = await raft.until(() => raft.appliedBy(last).length === 3, COMMIT_LIMIT_MS);
    if (applied) simulation.count('acceptedAtOnce', results.filter(({ kind }) => kind === 'accepted').length);
    else if (raft.state(leader).term === term) await raft.applied(last, 3, 1);
    await raft.sleep(150);
  }
}

async function rejoin(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await raft.agree(raft.freshCommand(), 3);
  const first = await settled(raft);

  // The leader is cut off and goes on taking commands, in vain; the others commit one in their place.
  raft.disconnect(first);
  simulation.count('offeredInVain', await offerMany(raft, first, 3));
  const second = await newLeader(raft, raft.healthy, raft.state(first).term);
  await raft.agree(raft.freshCommand(), 2);
  await raft.sleep(1000);

  // The first comes back while the second is away: its old entries must give way.
  raft.disconnect(second);
  raft.connect(first);
  await raft.agree(raft.freshCommand(), 2);
  await raft.sleep(1000);
  raft.connect(second);
  await raft.agree(raft.freshCommand(), 3);
}

async function sevenServers(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const raft = startCluster(simulation, 7);
  await raft.agree(raft.freshCommand(), 7);
  for (const _ of raft.rounds(4)) {
    const leader = await raft.oneLeader();
    const others = random.shuffle(raft.all.filter((index) => index !== leader));
    const away = (random.chance(0.7) ? [leader, ...others] : others).slice(0, 3);
    for (const index of away) raft.disconnect(index);
    await offerMany(raft, leader, random.integer(1, 4));
    const commits = random.integer(1, 3);
    for (let n = 0; n < commits; n++) await raft.agree(raft.freshCommand(), 4);
    simulation.count('commitsWhileCut', commits);
    for (const index of away) raft.connect(index);
  }
  await raft.agree(raft.freshCommand(), 7);
}

export const LOG: readonly Scenario[] = [
  {
    name: 'basic agreement',
    slug: 'basic-agreement',
    points: 2,
    paper: 'Raft §5.3',
    about: 'Five commands, one by one: each is applied by all three servers within 2 s, and nothing else is.',
    floors: { agreements: 5 },
    run: basicAgreement,
  },
  {
    name: 'followers fail one after the other',
    slug: 'follower-failure',
    points: 2,
    paper: 'Raft §5.3',
    about: 'Two of three servers commit, one alone does not, and all do when they are together again.',
    floors: { entriesCommitted: 4, offeredInVain: 0.5 },
    run: followerFailure,
  },
  {
    name: 'leaders fail one after the other',
    slug: 'leader-failure',
    points: 2,
    paper: 'Raft §5.3, §5.4',
    about: 'A new leader goes on committing; three servers, each of them alone, commit nothing.',
    floors: { entriesCommitted: 4, elections: 2 },
    run: leaderFailure,
  },
  {
    name: 'agreement after a follower returns',
    slug: 'follower-returns',
    points: 2,
    paper: 'Raft §5.3',
    about: 'A follower misses four commands, comes back, and has them all soon.',
    floors: { commitsWhileCut: 4 },
    run: followerReturns,
  },
  {
    name: 'no agreement without a majority',
    slug: 'no-agreement',
    points: 2,
    paper: 'Raft §5.3',
    about: 'A leader with one follower of four must not commit anything.',
    floors: { offeredInVain: 1, entriesCommitted: 3 },
    run: noAgreement,
  },
  {
    name: 'commands at the same moment',
    slug: 'concurrent-starts',
    points: 1,
    paper: 'Raft §5.3',
    about:
      'Five commands at one leader at the same moment, five times: each has its own index and is applied by all.',
    floors: { acceptedAtOnce: 20 },
    run: concurrentStarts,
  },
  {
    name: 'a cut-off leader rejoins',
    slug: 'rejoin',
    points: 2,
    paper: 'Raft §5.3, §5.4.1',
    about: 'A leader that took commands while it was cut off comes back and must give them up.',
    floors: { offeredInVain: 1.5, leaderChanges: 1.5 },
    run: rejoin,
  },
  {
    name: 'seven servers',
    slug: 'seven-servers',
    points: 1,
    paper: 'Raft §5.3, §5.4',
    about:
      'Four times three of seven servers are cut off, mostly with the leader, who takes commands in vain.',
    floors: { commitsWhileCut: 4, leaderChanges: 1 },
    run: sevenServers,
  },
  ...ECONOMY,
  ...BACKUP,
  ...LATE,
  ...STORMS,
];
