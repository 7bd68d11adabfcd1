import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { ClockGroup } from './clock-group.ts';

/** Messages take so long that most of them overtake others. */
const OVERTAKING = { delayMs: [1, 100] } as const;
/** All that is under way has come after this. */
const ALL_CAME_MS = 110;
const DAY_MS = 86_400_000;

async function localEvents(simulation: Simulation): Promise<void> {
  const group = new ClockGroup(simulation, 3);
  for (const round of group.rounds(5)) {
    for (const process of group.all) await group.local(process, 1 + ((round + process) % 3));
  }
  group.checkAllPairs();
}

async function chain(simulation: Simulation): Promise<void> {
  const group = new ClockGroup(simulation, 4);
  for (const round of group.rounds(12)) {
    await group.send(round % group.size, (round + 1) % group.size);
    await group.sleep(5);
  }
  group.checkAllPairs();
}

async function overtaking(simulation: Simulation): Promise<void> {
  const random = simulation.random('overtaking');
  const group = new ClockGroup(simulation, 3);
  group.setFaults({ ...OVERTAKING, duplicateRatio: 0.4 });
  for (const _ of group.rounds(8)) {
    for (const from of group.all) {
      await group.send(from, ...group.all.filter((to) => to !== from));
      if (random.chance(0.5)) await group.local(from);
    }
    await group.sleep(random.between(5, 40));
  }
  await group.sleep(ALL_CAME_MS);
  group.checkAllPairs();
}

/** Whose clock is far ahead, and who has done nothing. */
const FAST = 0;
const SLOW = 1;

async function fastAndSlow(simulation: Simulation): Promise<void> {
  const group = new ClockGroup(simulation, 3);
  for (const _ of group.rounds(3)) {
    await group.local(FAST, 20);
    // From the slow one to the fast one: its clock must not go back.
    await group.send(SLOW, FAST);
    await group.sleep(5);
    // And the other way round: the slow one has to leap, and what it does then comes after the leap.
    await group.send(FAST, SLOW);
    await group.sleep(5);
    await group.local(SLOW);
    await group.send(SLOW, 2);
    await group.sleep(5);
  }
  group.checkAllPairs();
}

async function anybodyDoesSomething(group: ClockGroup, random: Random): Promise<void> {
  const process = random.pick(group.all);
  const others = group.all.filter((one) => one !== process);
  switch (random.integer(0, 4)) {
    case 0:
      return group.local(process, random.integer(1, 3));
    case 1:
      return group.send(process, ...random.shuffle(others).slice(0, 3));
    default:
      return group.send(process, random.pick(others));
  }
}

async function allPairs(simulation: Simulation): Promise<void> {
  const random = simulation.random('all pairs');
  const group = new ClockGroup(simulation, 6);
  group.setFaults({ ...OVERTAKING, duplicateRatio: 0.1 });
  for (const process of group.all) group.jump(process, random.between(-DAY_MS, DAY_MS));
  for (const round of group.rounds(60)) {
    // Who is paused does what it was told to, and gets its messages, when it goes on.
    if (round % 10 === 3) group.pause(random.pick(group.all));
    const deed = anybodyDoesSomething(group, random);
    await Promise.race([deed, group.sleep(5)]);
    await group.sleep(random.between(0, 10));
    if (round % 10 === 7) for (const process of group.all) group.resume(process);
  }
  for (const process of group.all) group.resume(process);
  await group.sleep(ALL_CAME_MS);
  group.checkAllPairs();
}

/** What a run would give only if it were long: equal times, processes of two digits, large times. */
const MADE_UP = [
  { time: 9, process: 10 },
  { time: 10, process: 9 },
  { time: 9, process: 9 },
  { time: 9, process: 25 },
  { time: 100, process: 2 },
  { time: 9, process: 10 },
  { time: 2 ** 31 + 5, process: 0 },
  { time: 2 ** 40, process: 1 },
  { time: 2 ** 40, process: 0 },
  { time: 10, process: 2000 },
  { time: 11, process: 3 },
  { time: Number.MAX_SAFE_INTEGER, process: 3 },
  { time: Number.MAX_SAFE_INTEGER, process: 1000 },
  { time: Number.MAX_SAFE_INTEGER - 1, process: 1001 },
];

async function totalOrder(simulation: Simulation): Promise<void> {
  const random = simulation.random('total order');
  const group = new ClockGroup(simulation, 4);
  for (const _ of group.rounds(12)) {
    await anybodyDoesSomething(group, random);
    await group.sleep(random.between(0, 6));
  }
  await group.sleep(10);
  await group.checkTotalOrder(16, MADE_UP);
}

const CONDITION = 'Lamport 1978, Logical Clocks';

export const CLOCKS: readonly Scenario[] = [
  {
    name: 'local events only',
    slug: 'local-events',
    points: 1,
    paper: CONDITION,
    about: 'Three processes that do not talk. Each event has a greater time than the one before it.',
    floors: { events: 20, orderedPairs: 50 },
    run: localEvents,
  },
  {
    name: 'a message that goes round',
    slug: 'chain',
    points: 1,
    paper: CONDITION,
    about:
      'Four processes; who gets a message sends one to the next. A receipt has a greater time than the sending.',
    floors: { receipts: 10, orderedPairs: 100 },
    run: chain,
  },
  {
    name: 'messages overtake each other and come twice',
    slug: 'overtaking',
    points: 2,
    paper: CONDITION,
    about:
      'Three processes send to each other, and the messages overtake each other. Four in ten come a second time, which is an event as well. No clock ever goes back.',
    floors: { events: 50, receipts: 30 },
    run: overtaking,
  },
  {
    name: 'a fast process and a slow one',
    slug: 'fast-and-slow',
    points: 2,
    paper: CONDITION,
    about:
      'One process does much and another nearly nothing, and they send to each other: the slow clock leaps forward, the fast one does not go back.',
    floors: { events: 60, receipts: 8, orderedPairs: 800 },
    run: fastAndSlow,
  },
  {
    name: 'every pair of events',
    slug: 'all-pairs',
    points: 2,
    paper: CONDITION,
    about:
      'Six processes do whatever chance tells them, on links that delay, reorder and double; some are paused meanwhile, and their wall clocks are days apart. At the end every two events are compared: if one happened before the other, it has the smaller time.',
    floors: { events: 60, receipts: 30, orderedPairs: 1000 },
    run: allPairs,
  },
  {
    name: 'the total order',
    slug: 'total-order',
    points: 2,
    paper: 'Lamport 1978, Ordering the Events Totally',
    about:
      '`compareStamps` gets stamps of a run, and others with equal times, large times and many processes, each with each. By time, and where times are equal by process; 0 only for equal stamps.',
    floors: { stamps: 15 },
    run: totalOrder,
  },
];
