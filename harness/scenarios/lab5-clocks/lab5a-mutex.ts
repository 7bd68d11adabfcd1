import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { MutexGroup } from './lamport-mutex-group.ts';

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

async function lateAnswer(simulation: Simulation): Promise<void> {
  const random = simulation.random('late answer');
  const group = new MutexGroup(simulation, 4, [1, 5]);
  // From now on everybody has heard everybody else once.
  for (const process of group.all) group.take(process, { holdMs: 2, restMs: 0 });
  await group.allDone();
  for (const _ of group.rounds(5)) {
    await group.sleep(50);
    const [silent, unaware] = random.shuffle(group.all) as [number, number];
    group.hold(silent, unaware);
    for (const process of random.shuffle([silent, unaware])) {
      group.take(process, { holdMs: 100, restMs: 0 });
      await group.sleep(random.between(0, 4));
    }
    await group.sleep(300);
    group.release(silent, unaware);
    await group.allDone();
  }
}

async function slowLinks(simulation: Simulation): Promise<void> {
  const random = simulation.random('slow links');
  const group = new MutexGroup(simulation, 3, [1, 3]);
  const [from, to, third] = random.shuffle(group.all) as [number, number, number];
  group.setLinkFaults(from, to, { delayMs: [30, 60] });
  group.setLinkFaults(third, from, { delayMs: [5, 40] });
  for (const process of group.all) {
    const turns = Array.from({ length: 8 }, () => ({
      holdMs: random.between(1, 20),
      restMs: random.between(0, 20),
    }));
    group.take(process, ...turns);
  }
  await group.allDone();
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

async function pausedHolder(simulation: Simulation): Promise<void> {
  const random = simulation.random('paused holder');
  const group = new MutexGroup(simulation, 4, [1, 10]);
  const [holder, ...others] = random.shuffle(group.all) as [number, ...number[]];
  for (const _ of group.rounds(2)) {
    group.acquire(holder);
    await group.held(holder);
    // One has asked before the pause, so that its request may have been answered.
    for (const process of others) {
      group.take(process, { holdMs: 5, restMs: 0 });
      await group.sleep(random.between(0, 15));
      group.pause(holder);
    }
    await group.sleep(5000);
    simulation.count('pauses');
    group.resume(holder);
    await group.giveBack(holder);
    await group.allDone();
  }
}

async function pausedBystander(simulation: Simulation): Promise<void> {
  const random = simulation.random('paused bystander');
  const group = new MutexGroup(simulation, 4, [1, 10]);
  for (const hasAsked of group.roundsOf([false, true])) {
    const [bystander, ...others] = random.shuffle(group.all) as [number, ...number[]];
    if (hasAsked) {
      group.take(bystander, { holdMs: 5, restMs: 0 });
      await group.sleep(0);
    }
    group.pause(bystander);
    await group.sleep(random.between(0, 30));
    for (const process of others) group.take(process, { holdMs: 5, restMs: 0 });
    await group.sleep(5000);
    simulation.count('pauses');
    group.resume(bystander);
    await group.allDone();
  }
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

export const MUTEX: readonly Scenario[] = [
  {
    name: 'one process alone',
    slug: 'alone',
    points: 1,
    paper: RULES,
    about:
      'One of three processes takes the lock three times, while nobody else wants it. Then, for 5 s, nobody asks and nobody sends anything.',
    floors: { entries: 3 },
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
      'A process asks, and others before they have heard of that, by the same or a slower clock. The total order decides who is first, not who asked first.',
    floors: { entries: 10, contended: 6, overtaken: 1 },
    run: laterWithSmallerStamp,
  },
  {
    name: 'one answer is missing',
    slug: 'late-answer',
    points: 3,
    paper: 'Lamport 1978, rule 5',
    about:
      'Two of four processes ask, and what one of them sends to the other is 0.3 s late. All others have answered by then; what was heard before the request does not count.',
    floors: { entries: 8, contended: 4 },
    run: lateAnswer,
  },
  {
    name: 'slow links',
    slug: 'slow-links',
    points: 2,
    paper: 'Lamport 1978, rule 5',
    about:
      'Three processes take the lock again and again; one link is much slower than the others, so that requests, answers and releases on it are old when they come.',
    floors: { entries: 12, contended: 8 },
    run: slowLinks,
  },
  {
    name: 'released and asked for again at once',
    slug: 'again',
    points: 2,
    paper: RULES,
    about:
      'A process asks again in the moment in which it releases, ten times, while others want the lock as well. They have their turns in the total order.',
    floors: { entries: 10, contended: 2 },
    run: again,
  },
  {
    name: 'the holder is paused',
    slug: 'paused-holder',
    points: 1,
    paper: 'Lamport 1978, condition I',
    about:
      'The process that holds the lock stands still for 5 s. Nobody else may enter; when it has gone on and released, all others have their turns.',
    floors: { entries: 6, pauses: 1 },
    run: pausedHolder,
  },
  {
    name: 'another process is paused',
    slug: 'paused-bystander',
    points: 2,
    paper: 'Lamport 1978, rule 5',
    about:
      'A process that does not hold the lock, but may have asked for it, stands still for 5 s. The others may have to wait for it; nobody passes a smaller stamp, and all go on when it does.',
    floors: { entries: 5, pauses: 1 },
    run: pausedBystander,
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
      'Five processes take the lock eight times each, on links with all kinds of delays, and some are paused for a while. Everybody is granted everything, in the total order, within 3(n - 1) messages a request.',
    floors: { entries: 18, contended: 10 },
    run: longRun,
  },
];
