import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { MutexGroup } from './lamport-mutex-group.ts';

async function lateAnswer(simulation: Simulation): Promise<void> {
  const random = simulation.random('late answer');
  const group = new MutexGroup(simulation, 4, [1, 5]);
  // From now on everybody has heard everybody else once.
  for (const process of group.all) group.take(process, { holdMs: 2, restMs: 0 });
  await group.allDone();
  for (const _ of group.rounds(5)) {
    await group.sleep(50);
    const [silent, unaware] = random.shuffle([0, 1, 2, 3]) as [number, number];
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

/**
 * What comes on a slow link when a process has asked was sent long before, and says nothing of what followed.
 */
async function oldRelease(simulation: Simulation): Promise<void> {
  const random = simulation.random('old release');
  const group = new MutexGroup(simulation, 3, [1, 3]);
  for (const _ of group.rounds(3)) {
    const [twice, between, late] = random.shuffle([0, 1, 2]) as [number, number, number];
    group.setLinkFaults(twice, late, { delayMs: [40, 60] });
    // Releases, and asks again at once: both are on the slow link while the next one has the lock.
    group.take(twice, { holdMs: 5, restMs: 0 }, { holdMs: 100, restMs: 0 });
    await group.sleep(4);
    group.take(between, { holdMs: 10, restMs: 0 });
    await group.held(between);
    await group.sleep(random.between(13, 18));
    // It has heard of the release in between, so its clock is ahead of the request on the slow link.
    group.take(late, { holdMs: 5, restMs: 0 });
    await group.allDone();
    await group.sleep(100);
    group.setLinkFaults(twice, late, undefined);
  }
}

/** A process learns from an answer that there is a request, before that request reaches it. */
async function hearsay(simulation: Simulation): Promise<void> {
  const random = simulation.random('hearsay');
  const group = new MutexGroup(simulation, 3, [1, 3]);
  for (const _ of group.rounds(3)) {
    const [asker, twice, witness] = random.shuffle([0, 1, 2]) as [number, number, number];
    group.setLinkFaults(twice, witness, { delayMs: [30, 40] });
    group.take(twice, { holdMs: 5, restMs: 0 }, { holdMs: 5, restMs: 0 });
    // The asker has answered, and asks itself; the one that asks twice cannot hear that, but the witness can.
    await group.sleep(random.between(7, 12));
    group.hold(asker, twice);
    group.take(asker, { holdMs: 5, restMs: 0 });
    // The witness answers the first request now, when it knows of the asker's; then the second one is made.
    await group.sleep(100);
    group.release(asker, twice);
    await group.allDone();
    group.setLinkFaults(twice, witness, undefined);
    await group.sleep(50);
  }
}

async function pausedHolder(simulation: Simulation): Promise<void> {
  const random = simulation.random('paused holder');
  const group = new MutexGroup(simulation, 4, [1, 10]);
  const [holder, ...others] = random.shuffle([0, 1, 2, 3]) as [number, ...number[]];
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
    const [bystander, ...others] = random.shuffle([0, 1, 2, 3]) as [number, ...number[]];
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

/** What is late, and who stands still: when a process may not enter yet. */
export const WAITING: readonly Scenario[] = [
  {
    name: 'one answer is missing',
    slug: 'late-answer',
    points: 2,
    paper: 'Lamport 1978, rule 5',
    about:
      'Two of four processes ask, and what one of them sends to the other is 0.3 s late. All others have answered by then; what was heard before the request does not count.',
    floors: { entries: 8, contended: 4 },
    run: lateAnswer,
  },
  {
    name: 'an old release on a slow link',
    slug: 'old-release',
    points: 2,
    paper: 'Lamport 1978, rule 5',
    about:
      'A process releases the lock and asks again at once, and both messages to one other process take 50 ms. That one asks meanwhile: the release that comes then was sent long before, and says nothing of later requests.',
    floors: { entries: 8, contended: 6 },
    run: oldRelease,
  },
  {
    name: 'heard of by way of an answer',
    slug: 'hearsay',
    points: 2,
    paper: 'Lamport 1978, condition II',
    about:
      'A process asks, and its request is late on one link. The process at the end of that link gets an answer from somebody who knows of the request, and asks then: its stamp must be the greater one.',
    // Few, as the lock may be free already where the requests need not reach every process.
    floors: { entries: 8, contended: 2 },
    run: hearsay,
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
];
