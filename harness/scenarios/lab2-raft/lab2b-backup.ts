import { LONG_WAITS, RELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import type { RaftCluster } from './driver.ts';
import { newLeader, settled, startCluster } from './election-staging.ts';
import { COMMIT_LIMIT_MS, catchesUp, isolate, offerMany } from './log-staging.ts';

const ENTRIES = 50;

/** Gets `count` commands committed by the leader of `group`, and waits for the last. */
async function commitMany(raft: RaftCluster, group: readonly number[], count: number): Promise<number> {
  for (let left = count; left > 0; ) {
    const leader = await raft.oneLeader(group);
    left -= await offerMany(raft, leader, left);
  }
  return raft.agree(raft.freshCommand(), group.length);
}

async function backup(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 5);
  await raft.agree(raft.freshCommand(), 5);

  // Fifty entries that only the leader and one follower have.
  const first = await settled(raft);
  const [buddy = 0, ...three] = raft.all.filter((index) => index !== first);
  for (const index of three) raft.disconnect(index);
  simulation.count('offeredInVain', await offerMany(raft, first, ENTRIES));
  await raft.sleep(2000);

  // Fifty others, committed by the other three; then fifty that two of these do not commit.
  for (const index of [first, buddy]) raft.disconnect(index);
  for (const index of three) raft.connect(index);
  await commitMany(raft, three, ENTRIES);
  const second = await raft.oneLeader(three);
  const third = three.find((index) => index !== second) ?? second;
  raft.disconnect(third);
  simulation.count('offeredInVain', await offerMany(raft, second, ENTRIES));
  await raft.sleep(2000);

  // The first two with the third one, who knows better than they: they must get its fifty in place of theirs.
  for (const index of raft.all) raft.disconnect(index);
  const reunited = [first, buddy, third];
  for (const index of reunited) raft.connect(index);
  await raft.oneLeader([third], 10_000);
  await catchesUp(raft, reunited, raft.safety.lastCommitted);
  const last = await commitMany(raft, reunited, ENTRIES);

  // All together: the other two have fifty entries each to give up.
  for (const index of raft.all) raft.connect(index);
  await raft.oneLeader();
  await catchesUp(raft, raft.all, last);
  await raft.agree(raft.freshCommand(), 5);

  // And it stays so.
  await raft.sleep(12_500);
  await raft.agree(raft.freshCommand(), 5, COMMIT_LIMIT_MS);
}

/**
 * A follower with a hundred entries that conflict, over slow links: one round trip for each of them takes too
 * long, one for each term, or steps that grow, do not.
 */
async function fastBackup(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await raft.agree(raft.freshCommand(), 3);
  const first = await settled(raft);
  raft.disconnect(first);
  simulation.count('offeredInVain', await offerMany(raft, first, 2 * ENTRIES));

  // A hundred others are committed, and their leader is cut off: the last server must lead the first one.
  const rest = raft.healthy;
  await newLeader(raft, rest, raft.state(first).term);
  await commitMany(raft, rest, 2 * ENTRIES);
  const second = await raft.oneLeader(rest);
  raft.disconnect(second);
  raft.connect(first);
  raft.setFaults({ delayMs: [28, 30] });
  const [last = 0] = rest.filter((index) => index !== second);
  await newLeader(raft, [last], raft.state(second).term, 15_000);
  await catchesUp(raft, [first], raft.safety.lastCommitted);

  raft.setFaults({ ...RELIABLE, ...LONG_WAITS });
  raft.connect(second);
  await raft.agree(raft.freshCommand(), 3);
}

/** Entries of several terms that conflict, so that one step a term is not one step in all. */
async function manyTerms(simulation: Simulation): Promise<void> {
  const random = simulation.random('workload');
  const raft = startCluster(simulation, 5);
  await raft.agree(raft.freshCommand(), 5);
  for (const _ of raft.rounds(5)) {
    const leader = await raft.oneLeader();
    raft.disconnect(leader);
    await offerMany(raft, leader, random.integer(5, 15));
    await newLeader(raft, raft.healthy, raft.state(leader).term);
    await raft.agree(raft.freshCommand(), 4);
    const next = await raft.oneLeader();

    // The old one gets none of it yet; the new one goes on alone as well, and another takes over.
    isolate(raft, [next]);
    simulation.count('offeredInVain', await offerMany(raft, next, random.integer(5, 15)));
    raft.heal();
    raft.disconnect(next);
    raft.connect(leader);
    await raft.agree(raft.freshCommand(), 3);
    raft.connect(next);
  }
  await raft.oneLeader();
  await catchesUp(raft, raft.all, raft.safety.lastCommitted);
  await raft.agree(raft.freshCommand(), 5);
}

export const BACKUP: readonly Scenario[] = [
  {
    name: 'a leader backs up over wrong entries',
    slug: 'backup',
    points: 2,
    paper: 'Raft §5.3',
    about:
      'Followers with fifty wrong entries are put right within 2.5 s of an election, wherever their logs part.',
    floors: { offeredInVain: 80, entriesCommitted: 90 },
    run: backup,
  },
  {
    name: 'backing up over slow links',
    slug: 'fast-backup',
    points: 1,
    paper: 'Raft §5.3, its end',
    about:
      'A hundred wrong entries, and 60 ms for a round trip: 2.5 s do for one round trip a term, not for one an entry.',
    floors: { offeredInVain: 80, entriesCommitted: 90 },
    run: fastBackup,
  },
  {
    name: 'logs that part in many terms',
    slug: 'many-terms',
    points: 1,
    paper: 'Raft §5.3',
    about: 'Leaders are cut off with entries that nobody else gets, and come back to give them up.',
    floors: { offeredInVain: 20, leaderChanges: 5 },
    run: manyTerms,
  },
];
