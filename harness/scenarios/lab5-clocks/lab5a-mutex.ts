import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { MutexGroup } from './lamport-mutex-group.ts';

const DAY_MS = 86_400_000;

async function alone(simulation: Simulation): Promise<void> {
  const group = new MutexGroup(simulation, 3, [1, 5]);
  for (const _ of group.rounds(3)) {
    group.acquire(1);
    await group.held(1);
    await group.sleep(20);
    await group.giveBack(1);
  }
  await group.allDone();
  await group.checkIdle(5000);
}

async function atOnce(simulation: Simulation): Promise<void> {
  const random = simulation.random('at once');
  const group = new MutexGroup(simulation, 5, [1, 30]);
  for (const _ of group.rounds(4)) {
    for (const process of group.all) group.take(process, { holdMs: random.between(1, 20), restMs: 0 });
    await group.allDone();
  }
}

/** Messages take so long that nobody has heard of a request when the next one is made. */
async function laterWithSmallerStamp(simulation: Simulation): Promise<void> {
  const random = simulation.random('later');
  const group = new MutexGroup(simulation, 3, [40, 60]);
  for (const _ of group.rounds(4)) {
    // The one with the greatest number first: of equal times its own is the last.
    for (const process of group.all.toReversed()) {
      group.take(process, { holdMs: 30, restMs: 0 });
      await group.sleep(random.between(2, 15));
    }
    await group.allDone();
    await group.sleep(100);
  }
}

async function again(simulation: Simulation): Promise<void> {
  const random = simulation.random('again');
  const group = new MutexGroup(simulation, 3, [1, 10]);
  const greedy = random.pick(group.all);
  group.take(greedy, ...Array(10).fill({ holdMs: 5, restMs: 0 }));
  for (const process of group.all) {
    await group.sleep(random.between(5, 30));
    group.take(process, ...Array(4).fill({ holdMs: 5, restMs: random.between(0, 20) }));
  }
  await group.allDone();
}

async function messages(simulation: Simulation): Promise<void> {
  const random = simulation.random('messages');
  const group = new MutexGroup(simulation, random.pick([2, 5, 8]), [1, 10]);
  for (const process of random.shuffle(group.all).slice(0, 5)) {
    group.take(process, { holdMs: 3, restMs: 0 });
    await group.sleep(random.between(0, 30));
  }
  await group.allDone();
  await group.checkIdle(1000);
}

async function longRun(simulation: Simulation): Promise<void> {
  const random = simulation.random('long run');
  const group = new MutexGroup(simulation, 5, [1, 40]);
  const [from, to] = random.shuffle([0, 1, 2, 3, 4]) as [number, number];
  group.setLinkFaults(from, to, { delayMs: [60, 100] });
  for (const process of group.all) group.jump(process, random.between(-DAY_MS, DAY_MS));
  for (const process of group.all) {
    const turns = Array.from({ length: 8 }, () => ({
      holdMs: random.between(0, 10),
      restMs: random.chance(0.3) ? 0 : random.between(0, 150),
    }));
    group.take(process, ...turns);
  }
  for (const _ of group.rounds(5)) {
    const process = random.pick(group.all);
    await group.sleep(random.between(20, 200));
    group.pause(process);
    await group.sleep(random.between(20, 300));
    group.resume(process);
  }
  await group.allDone();
  await group.checkIdle(1000);
}

const RULES = 'Lamport 1978, rules 1 to 5';

/** Who enters when, and what that costs. */
export const MUTEX: readonly Scenario[] = [
  {
    name: 'one process alone',
    slug: 'alone',
    points: 1,
    paper: RULES,
    about:
      'One of three processes takes the lock three times, while nobody else wants it. Then, for 5 s, nobody asks and nobody sends anything.',
    floors: { entries: 2 },
    run: alone,
  },
  {
    name: 'everybody asks at once',
    slug: 'at-once',
    points: 2,
    paper: RULES,
    about:
      'Five processes ask in the same moment, four times, at first all with the same time: one after the other has the lock, in the total order.',
    floors: { entries: 10, contended: 8 },
    run: atOnce,
  },
  {
    name: 'a later request with a smaller stamp',
    slug: 'later-request',
    points: 2,
    paper: RULES,
    about:
      'A process asks, and then others do that have not heard of it yet. The total order decides who is first, not who asked first.',
    floors: { entries: 10, contended: 6 },
    run: laterWithSmallerStamp,
  },
  {
    name: 'released and asked for again at once',
    slug: 'again',
    points: 2,
    paper: RULES,
    about:
      'A process asks again in the moment in which it releases, ten times, while others want the lock as well. They have their turns in the total order.',
    floors: { entries: 10, contended: 5 },
    run: again,
  },
  {
    name: 'three messages to each other process',
    slug: 'messages',
    points: 2,
    paper: 'Lamport 1978, rules 1 to 3',
    about:
      'Two, five or eight processes: for each request at most 3(n - 1) messages are sent, and none when all are done.',
    floors: { entries: 2 },
    run: messages,
  },
  {
    name: 'many requests, any delays, and pauses',
    slug: 'long-run',
    points: 2,
    paper: RULES,
    about:
      'Five processes take the lock eight times each, on links with all kinds of delays; some are paused for a while, and their wall clocks are days apart. Everybody is granted everything, in the total order, within 3(n - 1) messages a request.',
    floors: { entries: 25, contended: 15 },
    run: longRun,
  },
];
