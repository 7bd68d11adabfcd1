import { UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { COUNTERS } from './lab6a-counters.ts';
import { LockService, type OpenLockOperation, TROUBLED_LIMIT_MS } from './lock-service.ts';

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
async function everybody(locks: LockService, times: number, holdMs: number): Promise<void> {
  const work = locks.allClients.map(async (client) => {
    for (const _ of locks.rounds(times)) await locks.holdOnce(client, LOCK, holdMs);
  });
  await Promise.all(work);
}

async function crowd(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 10 });
  await everybody(locks, 5, 10);
  locks.judge();
}

const HELD_MS = 20_000;
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
  await Promise.all(begun.map((open) => useOnce(locks, open)));
  locks.judge();
}

function waitsCalmly(locks: LockService, client: number, sent: number): void {
  const allowed = (REQUESTS_A_SECOND * HELD_MS) / 1000;
  if (sent <= allowed) return;
  const message = `client ${client} waited ${HELD_MS / 1000} s for ${LOCK}, and sent ${sent} requests meanwhile: ${REQUESTS_A_SECOND} a second are allowed`;
  const actor = locks.client(client).name;
  throw new Violation('lock/requests', message, { paper: 'handout: limits', kind: 'limit', actor });
}

/** Waits for the lock, holds it for a moment, or for longer until `done`, and gives it back. */
async function useOnce(locks: LockService, open: OpenLockOperation, done?: Promise<void>): Promise<void> {
  await locks.granted(open);
  if (!locks.holders.isHeldBy(locks.client(open.clerk), LOCK)) return;
  await done;
  await locks.sleep(HOLD_MS);
  await locks.releaseLock(open.clerk, LOCK);
}

/** From which request on replies or requests get lost: an acquire or a release may send several. */
const NTH = [1, 2, 3, 4];
const LOST_FOR_MS = 400;
/** Long enough for a retry to come through, and for others to look. */
const HOLD_MS = 300;

/** Whether the client has sent its nth request of this operation before it was answered. */
async function nthSent(locks: LockService, open: OpenLockOperation, nth: number): Promise<boolean> {
  const before = locks.requestsOf(open.clerk);
  const isSent = () => locks.requestsOf(open.clerk) - before >= nth;
  await locks.until(() => open.isAnswered || isSent(), 200, 0.5);
  return isSent();
}

/** The replies to the nth request and those after it are lost for a while. */
async function loseRepliesFrom(locks: LockService, open: OpenLockOperation, nth: number): Promise<void> {
  if (!(await nthSent(locks, open, nth))) return;
  const client = locks.client(open.clerk);
  locks.loseReplies(client);
  locks.simulation.count('cuts');
  await locks.sleep(LOST_FOR_MS);
  locks.loseNothing(client);
  locks.isCalmNow();
}

/** The first client hears nothing while it acquires, and while it releases and two others wait. */
async function lostReplies(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 3 });
  for (const nth of locks.roundsOf(NTH)) {
    const acquires = locks.beginAcquire(0, LOCK);
    await loseRepliesFrom(locks, acquires, nth);
    await locks.granted(acquires);
    const waiting = [1, 2].map((client) => locks.beginAcquire(client, LOCK));
    await locks.sleep(200);
    const releases = locks.beginRelease(0, LOCK);
    const isFree = loseRepliesFrom(locks, releases, nth).then(() => locks.released(releases));
    // Who has it next keeps it until the release has returned, which does not depend on that.
    await Promise.all(waiting.map((open) => useOnce(locks, open, isFree)));
  }
  locks.judge();
}

/** The first client is not heard from its nth request on, while another acquires the lock. */
async function lostRequests(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 2 });
  for (const nth of locks.roundsOf(NTH)) {
    const first = locks.client(0);
    if (nth === 1) locks.loseRequests(first);
    const acquires = locks.beginAcquire(0, LOCK);
    if (nth === 1 || (await nthSent(locks, acquires, nth - 1))) {
      locks.loseRequests(first);
      simulation.count('cuts');
    }
    const used = useOnce(locks, acquires);
    const isOver = locks.sleep(LOST_FOR_MS).then(() => {
      locks.loseNothing(first);
      locks.isCalmNow();
    });
    await Promise.all([used, useOnce(locks, locks.beginAcquire(1, LOCK), isOver)]);
  }
  locks.judge();
}

/** As if the first answers to most puts had been lost. */
async function unsure(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 4, maybeRatio: 0.7 });
  await everybody(locks, 12, 20);
  locks.judge();
}

async function lossy(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 5, limitMs: TROUBLED_LIMIT_MS });
  locks.setFaults({ ...UNRELIABLE, dropRequestRatio: 0.2, dropReplyRatio: 0.2 });
  await everybody(locks, 10, 150);
  locks.judge();
}

/** Requests and replies come up to two seconds late, and clients are paused. */
async function late(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 4, limitMs: TROUBLED_LIMIT_MS });
  locks.setFaults({ ...UNRELIABLE, holdRequestRatio: 0.15, holdReplyRatio: 0.15 });
  const work = everybody(locks, 4, 50);
  const random = simulation.random('pauses');
  for (const _ of locks.rounds(6)) {
    const holder = await locks.until(() => locks.holders.of(LOCK)[0]?.client, 5000, 10);
    const client = random.chance(0.3) ? locks.client(random.pick(locks.allClients)) : holder;
    if (!client) continue;
    if (client === holder) simulation.count('pausedHolders');
    simulation.inflict({ what: 'pause', server: client });
    await locks.sleep(random.between(500, 3000));
    simulation.inflict({ what: 'resume', server: client });
    await locks.sleep(random.between(0, 100));
  }
  await work;
  locks.judge();
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
  {
    name: 'replies are lost while a lock changes hands',
    slug: 'lock-lost-replies',
    points: 2,
    paper: MIT,
    about:
      'What the store replies to a client is lost for 0.4 s, from the first, second, third or fourth request of an acquire or a release on. The lock is not stuck, nobody takes it for his own, and whoever holds it next keeps it.',
    floors: { grants: 10, cuts: 2 },
    counters: COUNTERS,
    run: lostReplies,
  },
  {
    name: 'requests are lost while another acquires the lock',
    slug: 'lock-lost-requests',
    points: 1,
    paper: MIT,
    about:
      'From one of its requests on, nothing of what a client sends to acquire a lock arrives for 0.4 s, and another client acquires it meanwhile. The first must wait until the other has released it.',
    floors: { grants: 7, cuts: 1.5 },
    counters: COUNTERS,
    run: lostRequests,
  },
  {
    name: 'most puts are answered maybe',
    slug: 'lock-maybe',
    points: 1,
    paper: 'the contract',
    about:
      'Seven in ten puts give `maybe`, whether they took effect or not, as if the first answer had been lost. Four clients acquire the lock at once, twelve times each: never do two hold it, and it is never stuck.',
    floors: { grants: 40 },
    counters: COUNTERS,
    run: unsure,
  },
  {
    name: 'a network that loses messages',
    slug: 'lock-lossy',
    points: 1,
    paper: MIT,
    about:
      'Five clients acquire the lock ten times each, while two messages in ten are lost each way. Never do two hold it; whenever it is free and wanted, somebody gets it within 30 s.',
    floors: { grants: 40 },
    counters: COUNTERS,
    longestMs: 50 * TROUBLED_LIMIT_MS,
    run: lossy,
  },
  {
    name: 'messages are late and clients are paused',
    slug: 'lock-late',
    points: 1,
    paper: 'the handout',
    about:
      'Messages are lost, or come up to two seconds late, and clients are paused for up to 3 s, most of them while they hold the lock. Never do two hold it; whenever it is free and wanted, somebody gets it within 30 s.',
    floors: { grants: 12, pausedHolders: 2 },
    counters: COUNTERS,
    run: late,
  },
];
