import { type LinkFaults, LONG_WAITS, RELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import type { RaftCluster } from './driver.ts';
import { settled, startCluster } from './election-staging.ts';
import { offerMany } from './log-staging.ts';

/** Longest delay of a late message, after which the network is calm again. */
const LATE_MS = 2000;

const LATE: Partial<LinkFaults> = {
  duplicateRatio: 0.3,
  holdRequestRatio: 0.2,
  holdReplyRatio: 0.2,
  holdMs: [50, LATE_MS],
};
const LOSSY: Partial<LinkFaults> = { dropRequestRatio: 0.1, dropReplyRatio: 0.1, delayMs: [1, 27] };

async function lateMessages(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const raft = startCluster(simulation, 3);
  await raft.agree(raft.freshCommand(), 3);
  raft.setFaults(LATE);
  for (const _ of raft.rounds(12)) {
    const leader = await raft.oneLeader(raft.all, 20_000);
    await offerMany(raft, leader, random.integer(1, 4));
    await raft.sleep(random.between(5, 400));
    await offerMany(raft, leader, random.integer(1, 4));
    if (random.chance(0.4)) {
      raft.disconnect(leader);
      await raft.sleep(random.between(100, 1200));
      raft.connect(leader);
    }
  }
  await calm(raft);
}

/** One random misfortune, or the end of one. */
function misfortune(raft: RaftCluster, random: Random): void {
  const victim = random.chance(0.5) ? (raft.currentLeader() ?? random.pick(raft.all)) : random.pick(raft.all);
  const other = random.pick(raft.all.filter((index) => index !== victim));
  switch (random.integer(0, 8)) {
    case 0: {
      const shuffled = random.shuffle(raft.all);
      const size = random.integer(1, raft.size - 1);
      raft.partition(shuffled.slice(0, size), shuffled.slice(size));
      break;
    }
    case 1:
      raft.cutOneWay(victim, other);
      break;
    case 2:
      raft.cutOneWay(other, victim);
      break;
    case 3:
      raft.pause(victim);
      break;
    case 4:
      raft.disconnect(victim);
      break;
    case 5:
      raft.setFaults(random.chance(0.5) ? LATE : LOSSY);
      break;
    case 6:
      raft.setFaults(RELIABLE);
      break;
    default:
      comfort(raft);
  }
}

function comfort(raft: RaftCluster): void {
  raft.heal();
  for (const index of raft.all) {
    raft.resume(index);
    raft.connect(index);
  }
}

async function storm(simulation: Simulation, size: number, steps: number): Promise<void> {
  const random = simulation.random('faults');
  const workload = simulation.random('workload');
  const raft = startCluster(simulation, size);
  await raft.oneLeader();
  for (let step = 0; step < steps; step++) {
    misfortune(raft, random);
    for (const index of raft.all) {
      if (raft.isHealthy(index) && raft.state(index).isLeader) {
        await offerMany(raft, index, workload.integer(1, 3));
      }
    }
    await raft.sleep(random.chance(0.3) ? random.between(500, 1500) : random.between(5, 200));
  }
  await calm(raft);
}

/** The faults stop: progress must come back within the handout's limits. */
async function calm(raft: RaftCluster): Promise<void> {
  comfort(raft);
  raft.setFaults({ ...RELIABLE, ...LONG_WAITS });
  await raft.sleep(LATE_MS);
  await raft.oneLeader();
  await settled(raft);
  await raft.agree(raft.freshCommand(), raft.size);
}

export const STORMS: readonly Scenario[] = [
  {
    name: 'late and doubled messages',
    slug: 'late-messages',
    points: 1,
    paper: 'Raft §5.3',
    about: 'Requests come twice, requests and replies up to 2 s late, under a steady flow of commands.',
    floors: { entriesCommitted: 12 },
    run: lateMessages,
  },
  {
    name: 'all kinds of trouble, then calm',
    slug: 'storm',
    points: 1,
    paper: 'Raft §5.3, §5.4',
    about:
      'Partitions, one-way cuts, pauses, lost, late and doubled messages, in random order; then progress is due.',
    floors: { entriesCommitted: 15, elections: 2.5 },
    run: (simulation) => storm(simulation, 5, 40),
  },
];
