import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { VectorCluster } from './vector-cluster.ts';

const MATTERN = 'Mattern 1988, Vector Time';
/** A link on which messages overtake each other. */
const REORDERED = { delayMs: [1, 60] } as const;

async function noMessages(simulation: Simulation): Promise<void> {
  const processes = new VectorCluster(simulation, 3);
  const random = simulation.random('events');
  for (const _ of processes.rounds(12)) {
    await processes.happens(random.pick(processes.all));
  }
  await processes.finish();
}

async function messageChain(simulation: Simulation): Promise<void> {
  const processes = new VectorCluster(simulation, 4);
  const random = simulation.random('chain');
  for (const _ of processes.rounds(2)) {
    const chain = random.shuffle(processes.all);
    for (const [place, from] of chain.entries()) {
      await processes.happens(from);
      await processes.send(from, chain[(place + 1) % chain.length] ?? 0);
      await processes.sleep(5);
      // Not in the past of what follows, unless this is the one that goes on.
      await processes.happens(random.pick(processes.all));
    }
  }
  await processes.finish();
}

/** News goes out from one process and comes together in another, which never talk to each other. */
async function secondHand(simulation: Simulation): Promise<void> {
  const processes = new VectorCluster(simulation, 5);
  const random = simulation.random('second hand');
  const [source = 0, left = 0, right = 0, end = 0, bystander = 0] = random.shuffle(processes.all);
  for (const _ of processes.rounds(2)) {
    await processes.send(source, left, right);
    await processes.happens(source);
    await processes.happens(bystander);
    await processes.sleep(5);
    for (const middle of random.shuffle([left, right])) {
      await processes.happens(middle);
      await processes.send(middle, end);
    }
    await processes.sleep(random.between(1, 5));
    await processes.happens(end);
    await processes.send(end, bystander);
    await processes.sleep(5);
  }
  await processes.finish();
}

async function vectorCopies(simulation: Simulation): Promise<void> {
  const processes = new VectorCluster(simulation, 3);
  const random = simulation.random('copies');
  processes.setFaults({ ...REORDERED, duplicateRatio: 0.5 });
  for (const _ of processes.rounds(18)) {
    const [from = 0, to = 0] = random.shuffle(processes.all);
    await processes.send(from, to);
    await processes.sleep(random.between(0, 20));
  }
  await processes.finish();
}

async function vectorStorm(simulation: Simulation): Promise<void> {
  const processes = new VectorCluster(simulation, 6);
  const random = simulation.random('storm');
  processes.setFaults({ ...REORDERED, duplicateRatio: 0.1, holdRequestRatio: 0.1, holdMs: [50, 200] });
  for (const _ of processes.rounds(60)) {
    const [from = 0, ...others] = random.shuffle(processes.all);
    if (random.chance(0.3)) await processes.happens(from);
    else await processes.send(from, ...others.slice(0, random.pick([1, 1, 1, 2, 3])));
    await processes.sleep(random.between(0, 15));
  }
  await processes.finish();
}

const LENGTHS = [1, 2, 3, 5, 8];

async function compare(simulation: Simulation): Promise<void> {
  const processes = new VectorCluster(simulation, 1);
  const random = simulation.random('vectors');
  for (const length of processes.roundsOf(LENGTHS)) {
    // Small numbers, so that many entries are equal; large ones, which must not be added up or packed.
    const entry = (): number => (random.chance(0.1) ? random.pick([10, 255, 2 ** 40]) : random.integer(0, 2));
    const vectors = Array.from({ length: 12 }, () => Array.from({ length }, entry));
    const zeros = Array<number>(length).fill(0);
    await processes.compare([zeros, zeros.with(-1, 1), zeros.with(0, 1), ...vectors]);
  }
}

export const VECTOR_SCENARIOS: readonly Scenario[] = [
  {
    name: 'nobody says anything',
    slug: 'no-messages',
    points: 1,
    paper: MATTERN,
    about:
      'Three processes have local events only. Those of one process are in order; those of two are concurrent.',
    floors: { events: 10, concurrentPairs: 15 },
    run: noMessages,
  },
  {
    name: 'a chain of messages',
    slug: 'message-chain',
    points: 2,
    paper: MATTERN,
    about:
      'A message goes through four processes, twice, and each has other events as well. What is on the chain is in order, and what is beside it is concurrent.',
    floors: { events: 25, receipts: 7, orderedPairs: 60, concurrentPairs: 20 },
    run: messageChain,
  },
  {
    name: 'heard of through others only',
    slug: 'second-hand',
    points: 2,
    paper: MATTERN,
    about:
      'One process tells two, who tell a fourth, which never hears from the first. Their vectors have to agree all the same: what they heard of was before, what they did apart is concurrent.',
    floors: { events: 20, receipts: 9, orderedPairs: 60, concurrentPairs: 20 },
    run: secondHand,
  },
  {
    name: 'messages overtake each other, and come twice',
    slug: 'vector-copies',
    points: 3,
    paper: MATTERN,
    about:
      'Three processes; messages come out of order, and every other one comes twice. A copy is an event as well, and an old vector takes nothing back.',
    floors: { events: 30, receipts: 20, orderedPairs: 150, concurrentPairs: 50 },
    run: vectorCopies,
  },
  {
    name: 'many events at random',
    slug: 'vector-storm',
    points: 4,
    paper: MATTERN,
    about:
      'Six processes, over a hundred events, messages to one or several, late and doubled. Of each pair of events, the vectors say whether one happened before the other.',
    floors: { events: 90, receipts: 40, orderedPairs: 1500, concurrentPairs: 1000, comparisons: 8000 },
    run: vectorStorm,
  },
  {
    name: 'vectors are compared',
    slug: 'compare',
    points: 3,
    paper: 'Mattern 1988, The Structure of Vector Time',
    about:
      '`compareVectors` is given made-up pairs of vectors with 1 to 8 entries, and has to tell before, after, equal and concurrent apart.',
    floors: { comparisons: 900 },
    run: compare,
  },
];
