import { UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { COUNTERS } from './counters-6a.ts';
import { LockService, type OpenLockOperation, TROUBLED_LIMIT_MS } from './lock-service.ts';

const LOCK = 'lock-a';
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
    await Promise.all(waiting.map((open) => locks.holdWhenGranted(open, HOLD_MS, isFree)));
  }
  locks.judge();
}

/** Only so many requests of the first client are heard, while another acquires the lock. */
async function lostRequests(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 2 });
  const first = locks.client(0);
  for (const heard of locks.roundsOf([0, 1, 2, 3])) {
    if (heard === 0) locks.loseRequests(first);
    const acquires = locks.beginAcquire(0, LOCK);
    if (heard > 0 && (await nthSent(locks, acquires, heard))) locks.loseRequests(first);
    const isOver = locks.sleep(LOST_FOR_MS).then(() => {
      if (!acquires.isAnswered) simulation.count('cuts');
      locks.loseNothing(first);
      locks.isCalmNow();
    });
    const other = locks.beginAcquire(1, LOCK);
    await Promise.all([
      locks.holdWhenGranted(acquires, HOLD_MS),
      locks.holdWhenGranted(other, HOLD_MS, isOver),
    ]);
  }
  locks.judge();
}

/** As if the first answers to most puts had been lost. */
async function unsure(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 4, maybeRatio: 0.7 });
  await locks.everybody(LOCK, 12, 20);
  locks.judge();
}

async function lossy(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 5, limitMs: TROUBLED_LIMIT_MS });
  locks.setFaults({ ...UNRELIABLE, dropRequestRatio: 0.2, dropReplyRatio: 0.2 });
  await locks.everybody(LOCK, 10, 150);
  locks.judge();
}

/** Requests and replies come up to two seconds late, and clients are paused. */
async function late(simulation: Simulation): Promise<void> {
  const locks = new LockService(simulation, { clients: 4, limitMs: TROUBLED_LIMIT_MS });
  locks.setFaults({ ...UNRELIABLE, holdRequestRatio: 0.15, holdReplyRatio: 0.15 });
  const work = locks.everybody(LOCK, 4, 50);
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

export const TROUBLED_LOCKS: readonly Scenario[] = [
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
    floors: { grants: 7, cuts: 1 },
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
