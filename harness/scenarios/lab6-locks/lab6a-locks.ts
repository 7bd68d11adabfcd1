import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { COUNTERS } from './counters-6a.ts';
import { LockService } from './lock-service.ts';

const LOCK = 'lock-a';
const OTHER_LOCK = 'lock-b';
/** The handout: an acquire and a release that nobody disputes cost so many requests at most. */
const UNDISPUTED_REQUESTS = 20;
/** The handout: a client that waits sends so many at most. */
const REQUESTS_A_SECOND = 100;

/** Again and again, by one client and by the next. */
async function alone(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 2 });
  for (const round of locks.rounds(8)) {
    const client = round < 4 ? 0 : round % 2;
    const before = locks.requestsOf(client);
    await locks.holdOnce(client, LOCK, 10);
    const sent = locks.requestsOf(client) - before;
    if (sent <= UNDISPUTED_REQUESTS) continue;
    const message = `client ${client} sent ${sent} requests to acquire and release ${LOCK}, which nobody else wanted: ${UNDISPUTED_REQUESTS} are allowed`;
    throw new Violation('lock/requests', message, { paper: 'handout: limits', kind: 'limit' });
  }
  locks.judge();
}

/** Two locks, each held by somebody who soon has both. */
async function twoLocks(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 3 });
  await locks.acquireLock(0, LOCK);
  await locks.acquireLock(1, OTHER_LOCK);
  const waits = locks.beginAcquire(2, OTHER_LOCK);
  await locks.sleep(300);
  await locks.releaseLock(1, OTHER_LOCK);
  await locks.granted(waits);
  await locks.releaseLock(2, OTHER_LOCK);
  await locks.acquireLock(0, OTHER_LOCK);
  await locks.releaseLock(0, LOCK);
  await locks.holdOnce(1, LOCK, 200);
  await locks.releaseLock(0, OTHER_LOCK);
  locks.judge();
}

/** Everybody wants the lock again and again, in the same moment. */
async function crowd(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 10 });
  await locks.everybody(LOCK, 5, 10);
  locks.judge();
}

const HELD_MS = 20_000;
const HOLD_MS = 50;
const HOLDER = 0;
const MORTAL = 3;

/** A lock is held for long. Whoever waits does not hurry, nor fall asleep; one dies. */
async function patience(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 4 });
  await locks.acquireLock(HOLDER, LOCK);
  const waiting = [1, 2, MORTAL].map((client) => locks.beginAcquire(client, LOCK));
  const before = locks.allClients.map((client) => locks.requestsOf(client));
  await locks.sleep(HELD_MS / 2);
  locks.clients.crash(MORTAL);
  await locks.sleep(HELD_MS / 2);
  for (const client of [1, 2]) waitsCalmly(locks, client, locks.requestsOf(client) - (before[client] ?? 0));
  locks.clients.start(MORTAL);
  const begun = [...waiting, locks.beginAcquire(MORTAL, LOCK)];
  await locks.releaseLock(HOLDER, LOCK);
  await Promise.all(begun.map((open) => locks.holdWhenGranted(open, HOLD_MS)));
  locks.judge();
}

function waitsCalmly(locks: LockService, client: number, sent: number): void {
  const allowed = (REQUESTS_A_SECOND * HELD_MS) / 1000;
  if (sent <= allowed) return;
  const message = `client ${client} waited ${HELD_MS / 1000} s for ${LOCK}, and sent ${sent} requests meanwhile: ${REQUESTS_A_SECOND} a second are allowed`;
  const actor = locks.client(client).name;
  throw new Violation('lock/requests', message, { paper: 'handout: limits', kind: 'limit', actor });
}

const MIT = 'MIT 6.5840, lab 2 of 2025';

export const LOCKS: readonly Scenario[] = [
  {
    name: 'a lock that nobody else wants',
    slug: 'lock-alone',
    points: 1,
    paper: MIT,
    about:
      'A lock that was never made is acquired and released again and again, by one client and then by two in turn. Each time costs twenty requests at most.',
    floors: { grants: 6 },
    counters: COUNTERS,
    run: alone,
  },
  {
    name: 'two locks',
    slug: 'lock-two',
    points: 1,
    paper: 'the contract',
    about:
      'While one client holds a lock, others acquire and release another one, and a client may hold both: locks have nothing to do with each other.',
    floors: { grants: 4 },
    counters: COUNTERS,
    run: twoLocks,
  },
  {
    name: 'ten clients at once',
    slug: 'lock-crowd',
    points: 2,
    paper: MIT,
    about:
      'Ten clients acquire one lock at once, five times each, and hold it for 10 ms. Never do two hold it, and whenever it is free and wanted somebody gets it within 5 s.',
    floors: { grants: 40 },
    counters: COUNTERS,
    run: crowd,
  },
  {
    name: 'a lock is held for long',
    slug: 'lock-patience',
    points: 2,
    paper: 'the handout',
    about:
      'A client holds the lock for 20 s while three wait, of whom one dies. Nobody gets in, nobody sends more than 100 requests a second, and once it is released all who wait get it in turn, within 5 s each.',
    floors: { grants: 3 },
    counters: COUNTERS,
    run: patience,
  },
];
