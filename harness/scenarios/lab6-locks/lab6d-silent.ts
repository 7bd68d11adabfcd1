import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { RedlockCluster } from './redlock-cluster.ts';

const SILENCE = { unreachableAfterMs: [0, 7000] } as const;

/** These stores are silent from now on: they crash, or nobody reaches them. */
function silence(locks: RedlockCluster, stores: readonly number[], how: 'crash' | 'cut off'): void {
  for (const store of stores) {
    if (how === 'crash') locks.crash(store);
    else locks.disconnect(store);
  }
  locks.simulation.count('silent', stores.length);
}

/** They are back, when all keys have expired that they may have forgotten. */
async function endSilence(locks: RedlockCluster, ttlMs: number): Promise<void> {
  await locks.sleep(ttlMs + 100);
  for (const store of locks.all) locks.connect(store);
  locks.startAll();
}

async function minoritySilent(simulation: Simulation): Promise<void> {
  const random = simulation.random('silent');
  const stores = random.pick([3, 5, 5]);
  const locks = new RedlockCluster(simulation, { clients: 2, stores });
  locks.setFaults(SILENCE);
  const ttlMs = 2000;
  for (const round of locks.rounds(3)) {
    const silent = random.shuffle(locks.all).slice(0, (locks.size - 1) / 2);
    silence(locks, silent, random.pick(['crash', 'cut off']));
    const held = await locks.mustHold(round % 2, { ttlMs });
    await locks.tryOnce((round + 1) % 2, { ttlMs });
    await locks.unlock(held);
    await locks.nothingLeftOf(held);
    await endSilence(locks, ttlMs);
  }
}

async function majoritySilent(simulation: Simulation): Promise<void> {
  const random = simulation.random('silent');
  const locks = new RedlockCluster(simulation, { clients: 2 });
  locks.setFaults(SILENCE);
  const ttlMs = 2000;
  for (const _ of locks.rounds(2)) {
    const silent = random.shuffle(locks.all).slice(0, 3);
    silence(locks, silent, random.pick(['crash', 'cut off']));
    const one = await locks.tryOnce(0, { ttlMs });
    await locks.nothingLeftOf(one);
    await endSilence(locks, ttlMs);
    const held = await locks.mustHold(1, { ttlMs });
    await locks.unlock(held);
    await locks.nothingLeftOf(held);
  }
}

async function lostAnswers(simulation: Simulation): Promise<void> {
  const random = simulation.random('lost answers');
  const locks = new RedlockCluster(simulation, { clients: 2 });
  const ttlMs = 10_000;
  for (const lost of locks.roundsOf(random.shuffle([2, 3, 5]))) {
    const unheard = random.shuffle(locks.all).slice(0, lost);
    for (const store of unheard) locks.setAnswerFaults(0, store, { dropReplyRatio: 1 });
    const one = lost === 2 ? await locks.mustHold(0, { ttlMs }) : await locks.tryOnce(0, { ttlMs });
    if (lost === 2) await locks.unlock(one);
    await locks.nothingLeftOf(one);
    for (const store of unheard) locks.setAnswerFaults(0, store, undefined);
    const other = await locks.mustHold(1, { ttlMs });
    await locks.unlock(other);
    await locks.nothingLeftOf(other);
  }
}

async function lateAnswers(simulation: Simulation): Promise<void> {
  const random = simulation.random('late answers');
  const locks = new RedlockCluster(simulation, { clients: 2 });
  const ttlMs = 10_000;
  for (const _ of locks.rounds(3)) {
    const begunMs = simulation.nowMs;
    const stores = random.shuffle(locks.all);
    const [late, soon] = [stores.slice(0, 3), stores.slice(3)];
    for (const store of late) locks.setAnswerFaults(0, store, { holdReplyRatio: 1, holdMs: [200, 500] });
    const first = await locks.tryOnce(0, { ttlMs });
    for (const store of late) locks.setAnswerFaults(0, store, undefined);
    if (first.validForMs !== undefined) await locks.unlock(first);
    await locks.nothingLeftOf(first);

    // Another client holds it by the stores whose answers are under way. On the other two the key is free.
    for (const store of soon) locks.setRequestFaults(1, store, { dropRequestRatio: 1 });
    const held = await locks.mustHold(1, { ttlMs });
    while (simulation.nowMs < begunMs + 550) {
      await locks.tryOnce(0, { ttlMs });
      await simulation.sleep(5);
    }
    await locks.unlock(held);
    for (const store of soon) locks.setRequestFaults(1, store, undefined);
    await locks.nothingLeftOf(held);
  }
}

/** Stores that do not answer. */
export const SILENT: readonly Scenario[] = [
  {
    name: 'a minority of the stores is silent',
    slug: 'redlock-minority-silent',
    points: 2,
    paper: 'Redlock, "The Redlock Algorithm", step 2',
    about:
      'Two of five stores are down or cut off, or one of three, and their callers hear nothing for up to 7 s. One try at a free lock is granted within 500 ms, and one at a lock that is held fails within its time to live and 500 ms.',
    floors: { grants: 2.5, silent: 3 },
    run: minoritySilent,
  },
  {
    name: 'a majority of the stores is silent',
    slug: 'redlock-majority-silent',
    points: 1,
    paper: 'Redlock, "The Redlock Algorithm", step 3',
    about:
      'Three of five stores are silent: a try fails within its time to live and 500 ms, and leaves no key behind on the other two. When all are back the next try is granted.',
    floors: { refusals: 1.5, silent: 5 },
    run: majoritySilent,
  },
  {
    name: 'stores that set the key, and whose answers are lost',
    slug: 'redlock-lost-answers',
    points: 1,
    paper: 'Redlock, "The Redlock Algorithm", step 5',
    about:
      'Requests of a client get through, but the answers of two, three or all stores are lost. With two the try is granted; after more, or after the release, no key is left on any store within 1 s, though keys live for 10 s: the next client is granted the lock in one try.',
    floors: { grants: 3, refusals: 1.5 },
    run: lostAnswers,
  },
  {
    name: 'answers that come when the next try is under way',
    slug: 'redlock-late-answers',
    points: 1,
    paper: 'Redlock, "The Redlock Algorithm", step 4',
    about:
      'A try fails, as the answers of three stores come 200 to 500 ms late. By then these stores have set the key for another client, and the first one tries again: late answers say nothing about the new try.',
    floors: { grants: 2.5, refusals: 5 },
    run: lateAnswers,
  },
];
