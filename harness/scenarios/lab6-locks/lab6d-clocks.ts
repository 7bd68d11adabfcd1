import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { RedlockCluster } from './redlock-cluster.ts';

const HOUR_MS = 3_600_000;

async function slowAnswers(simulation: Simulation): Promise<void> {
  const locks = new RedlockCluster(simulation, { clients: 2, maxDriftRatio: 0.001 });
  for (const client of locks.allClients) {
    // Soon enough for a patience of 20 ms.
    for (const store of locks.all) locks.setAnswerFaults(client, store, { delayMs: [12, 16] });
  }
  const ttlMs = 1000;
  for (const round of locks.rounds(2)) {
    // Its holder forgets it, and somebody waits for it.
    await locks.mustHold(round % 2, { ttlMs });
    await locks.sleep(0.8 * ttlMs);
    const next = await locks.acquire((round + 1) % 2, { ttlMs }, 5000);
    await locks.unlock(next);
    await locks.nothingLeftOf(next);
  }
}

async function drift(simulation: Simulation): Promise<void> {
  const random = simulation.random('drift');
  // As far apart as they may be: a store's clock is faster than a client's by 9 % at most.
  const locks = new RedlockCluster(simulation, { clients: 2, maxDriftRatio: 0.1 });
  for (const store of locks.all) locks.drift(store, random.between(1.035, 1.045));
  for (const client of locks.allClients) {
    const rate = random.between(0.96, 0.97);
    simulation.inflict({ what: 'clock rate', server: locks.client(client), rate });
  }
  const ttlMs = 3000;
  for (const round of locks.rounds(2)) {
    await locks.mustHold(round % 2, { ttlMs });
    await locks.sleep(0.85 * ttlMs);
    const next = await locks.acquire((round + 1) % 2, { ttlMs }, 5000);
    await locks.unlock(next);
    await locks.nothingLeftOf(next);
  }
}

async function pausedTry(simulation: Simulation): Promise<void> {
  const random = simulation.random('pause');
  const locks = new RedlockCluster(simulation, { clients: 2 });
  const ttlMs = 1000;
  for (const ratio of locks.roundsOf([random.between(0.3, 0.7), random.between(1.1, 1.5)])) {
    // Its requests are under way, or some of them.
    const trying = locks.tryWithin(0, { ttlMs }, ratio * ttlMs + 1500);
    await simulation.sleep(random.between(0.1, 0.9));
    simulation.inflict({ what: 'pause', server: locks.client(0) });
    simulation.count('pausedTries');
    await locks.sleep(ratio * ttlMs);
    simulation.inflict({ what: 'resume', server: locks.client(0) });
    await trying;
    const next = await locks.acquire(1, { ttlMs }, 5000);
    await locks.unlock(next);
    await locks.sleep(ttlMs);
  }
}

async function wallClock(simulation: Simulation): Promise<void> {
  const random = simulation.random('wall clock');
  const locks = new RedlockCluster(simulation, { clients: 1 });
  const ttlMs = 1000;
  for (const byMs of locks.roundsOf(random.shuffle([HOUR_MS, -HOUR_MS, 700, -700]))) {
    locks.isLongEnough(await locks.mustHold(0, { ttlMs }));
    await locks.sleep(ttlMs + 20);
    simulation.inflict({ what: 'clock jump', server: locks.client(0), byMs });
    const held = await locks.mustHold(0, { ttlMs });
    locks.isLongEnough(held);
    await locks.unlock(held);
    await locks.nothingLeftOf(held);
  }
}

async function lateRelease(simulation: Simulation): Promise<void> {
  const locks = new RedlockCluster(simulation, { clients: 3 });
  const ttlMs = 1000;
  // A client releases what another has been granted in the meantime.
  const old = await locks.mustHold(0, { ttlMs });
  await locks.sleep(ttlMs + 20);
  const next = await locks.mustHold(1, { ttlMs });
  await locks.unlock(old);
  await locks.tryOnce(2, { ttlMs });
  await locks.unlock(next);
  await locks.nothingLeftOf(next);

  // A release comes so late that its own client has been granted the lock again.
  const first = await locks.mustHold(0, { ttlMs });
  for (const store of locks.all) {
    locks.setRequestFaults(0, store, { holdRequestRatio: 1, holdMs: [1300, 1500] });
  }
  void locks.unlock(first);
  await locks.sleep(ttlMs + 50);
  for (const store of locks.all) locks.setRequestFaults(0, store, undefined);
  await locks.mustHold(0, { ttlMs });
  await locks.sleep(ttlMs / 2);
  await locks.tryOnce(1, { ttlMs });
  await locks.sleep(ttlMs);
}

/** Time that passes, and how it is measured. */
export const CLOCKS: readonly Scenario[] = [
  {
    name: 'answers that take a while',
    slug: 'redlock-slow-answers',
    points: 1,
    paper: 'Redlock, "The Redlock Algorithm", steps 3 and 4',
    about:
      'Answers are under way for up to 16 ms, in which keys grow older. To the end of the time that a holder was told, a majority of the stores keeps its key; the next client is granted the lock after that.',
    floors: { grants: 3, runsOut: 1.5 },
    run: slowAnswers,
  },
  {
    name: 'clocks of different speed',
    slug: 'redlock-drift',
    points: 1,
    paper: 'Redlock, "Is the algorithm asynchronous?"',
    about:
      'The clocks of stores run faster than those of clients, by less than `maxDriftRatio`, which is a tenth. To the end of the time that a holder was told, by its own clock, a majority of the stores keeps its key.',
    floors: { grants: 3, runsOut: 1.5 },
    run: drift,
  },
  {
    name: 'a pause in the middle of a try',
    slug: 'redlock-paused-try',
    points: 1,
    paper: 'Redlock, "The Redlock Algorithm", steps 3 and 4',
    about:
      'A client is paused while its requests are under way, for part of the time to live or for more than all of it. What it is told afterwards must be true then: it holds the lock for the rest of the time, or not at all.',
    floors: { pausedTries: 1.5, grants: 1.5 },
    run: pausedTry,
  },
  {
    name: 'the wall clock of a client is set',
    slug: 'redlock-wall-clock',
    points: 1,
    paper: 'Kleppmann 2016, "Breaking Redlock with bad timings"',
    about:
      'A lock is not released, and expires. Then the wall clock of its client is set forward or back, by 700 ms or an hour, and it tries again: it is granted the lock, with the right time left.',
    floors: { grants: 6 },
    run: wallClock,
  },
  {
    name: 'releases that come late',
    slug: 'redlock-late-release',
    points: 1,
    paper: 'Redlock, "Correct implementation with a single instance"',
    about:
      'A client releases a lock after its time, when another holds it; and a release arrives when its own client has been granted the lock again. Both change nothing: whoever holds the lock keeps it.',
    floors: { grants: 3.5, refusals: 1.5 },
    run: lateRelease,
  },
];
