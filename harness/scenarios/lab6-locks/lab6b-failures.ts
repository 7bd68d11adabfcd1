import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { LEASE_COUNTERS } from './counters-6b.ts';
import type { AskedLease } from './lease-book.ts';
import { LeaseCluster, SOON_MS } from './lease-driver.ts';

/** The handout: so much later than `leaseMs` after the last contact a signal may abort. */
const ABORT_SLACK_MS = 50;

async function holderDies(simulation: Simulation): Promise<void> {
  const random = simulation.random('deaths');
  const leaseMs = random.pick([400, 1500]);
  const locks = new LeaseCluster(simulation, { clients: 2, leaseMs });
  for (const _ of locks.rounds(2)) {
    await locks.acquire(1, 'a');
    const waiting: AskedLease[] = [];
    const asksBefore = random.chance(0.5);
    if (asksBefore) waiting.push(locks.ask(2, 'a'));
    await locks.sleep(random.between(0, 1.5) * leaseMs);
    locks.crashClient(1);
    if (!asksBefore) waiting.push(locks.ask(2, 'a'));
    const second = await locks.next(waiting, leaseMs + SOON_MS);
    simulation.count('successions');
    locks.startClient(1);
    waiting.push(locks.ask(1, 'a'));
    await locks.sleep(random.between(0, 200));
    await locks.giveBack(second);
    await locks.giveBack(await locks.next(waiting));
  }
}

async function deadWaiters(simulation: Simulation): Promise<void> {
  const random = simulation.random('waiters');
  const leaseMs = 500;
  const locks = new LeaseCluster(simulation, { clients: 5, leaseMs });
  const lease = await locks.acquire(1, 'a');
  const dead = [2, 3, 4];
  for (const client of dead) locks.ask(client, 'a');
  await locks.sleep(random.between(100, 800));
  for (const client of dead) locks.crashClient(client);
  const waiting = [locks.ask(5, 'a')];
  await locks.sleep(random.between(0, 200));
  await locks.giveBack(lease);
  await locks.giveBack(await locks.next(waiting, SOON_MS + dead.length * (leaseMs + SOON_MS)));
  simulation.count('successions');
}

/** What can keep a client from hearing of the server. */
type Silence = 'cut off' | 'messages held' | 'requests lost' | 'answers lost';
const SILENCES: readonly Silence[] = ['cut off', 'messages held', 'requests lost', 'answers lost'];

function silence(locks: LeaseCluster, client: number, how: Silence): void {
  switch (how) {
    case 'cut off':
      locks.cutOff(client);
      break;
    case 'messages held':
      locks.holdMessages(client, 'to server');
      locks.holdMessages(client, 'to client');
      break;
    case 'requests lost':
      locks.setWayFaults(client, 'to server', { dropRequestRatio: 1 });
      break;
    case 'answers lost':
      locks.setWayFaults(client, 'to client', { dropReplyRatio: 1 });
      break;
  }
}

function endSilence(locks: LeaseCluster, client: number): void {
  locks.heal();
  for (const way of ['to server', 'to client'] as const) {
    locks.releaseMessages(client, way);
    locks.setWayFaults(client, way, undefined);
  }
}

async function cutOff(simulation: Simulation): Promise<void> {
  const random = simulation.random('silence');
  const leaseMs = random.pick([400, 1500]);
  const locks = new LeaseCluster(simulation, { clients: 3, leaseMs });
  for (const how of locks.roundsOf(SILENCES)) {
    const lease = await locks.acquire(1, 'a', leaseMs + SOON_MS);
    await locks.sleep(random.between(0, leaseMs));
    silence(locks, 1, how);
    const waiting = [locks.ask(2, 'a')];
    const isReleased = how === 'messages held' && random.chance(0.5);
    if (isReleased) {
      await locks.sleep(leaseMs / 2);
      locks.beginRelease(lease);
    }
    await locks.sleep(leaseMs + ABORT_SLACK_MS);
    locks.mustBeLost(lease, `which has heard nothing of the server for ${leaseMs + ABORT_SLACK_MS} ms`);
    const second = await locks.next(waiting, leaseMs + SOON_MS);
    simulation.count('successions');

    // What comes late from the first one must not cost the second its lease.
    waiting.push(locks.ask(3, 'a'));
    endSilence(locks, 1);
    await locks.sleep(random.between(0, 100));
    locks.beginRelease(lease);
    await locks.sleep(1.2 * leaseMs);
    locks.mustHold(second);
    await locks.giveBack(second);
    await locks.giveBack(await locks.next(waiting));
  }
}

async function lostAnswers(simulation: Simulation): Promise<void> {
  const random = simulation.random('lost');
  const leaseMs = 500;
  const locks = new LeaseCluster(simulation, { clients: 3, leaseMs });
  for (const way of locks.roundsOf(['to client', 'to server'] as const)) {
    const faults = way === 'to client' ? { dropReplyRatio: 1 } : { dropRequestRatio: 1 };
    // A grant of which nobody hears.
    locks.setWayFaults(1, way, faults);
    const waiting = [locks.ask(1, 'a')];
    await locks.sleep(random.between(20, 200));
    waiting.push(locks.ask(2, 'a'));
    locks.setWayFaults(1, way, undefined);
    await locks.giveBack(await locks.next(waiting, leaseMs + SOON_MS));
    await locks.giveBack(await locks.next(waiting));

    // A release that the client may have to send again.
    const lease = await locks.acquire(1, 'a', leaseMs + SOON_MS);
    locks.setWayFaults(1, way, faults);
    locks.beginRelease(lease);
    waiting.push(locks.ask(2, 'a'));
    const second = await locks.next(waiting, leaseMs + SOON_MS);
    waiting.push(locks.ask(3, 'a'));
    locks.setWayFaults(1, way, undefined);
    simulation.count('lostAnswers', 2);
    await locks.sleep(1.2 * leaseMs);
    locks.mustHold(second);
    await locks.giveBack(second);
    await locks.giveBack(await locks.next(waiting));
  }
}

/** What comes before the late renewals arrive. */
const LATE_RENEWALS = ['second dies', 'second releases', 'released'] as const;

async function lateRenewals(simulation: Simulation): Promise<void> {
  const random = simulation.random('renewals');
  // So long that a lease which lasts twice as long is too long by more than a second.
  const leaseMs = 2400;
  const locks = new LeaseCluster(simulation, { clients: 3, leaseMs });
  for (const what of locks.roundsOf(random.shuffle(LATE_RENEWALS))) {
    const first = await locks.acquire(1, 'a');
    locks.holdMessages(1, 'to server');
    if (what === 'released') {
      await locks.sleep(random.between(0.5, 0.6) * leaseMs);
      locks.beginRelease(first);
      await simulation.sleep(1);
      // The release overtakes the renewals before it.
      locks.releaseNewest(1, 'to server');
      await locks.sleep(20);
      locks.releaseMessages(1, 'to server');
      await locks.sleep(20);
      await locks.giveBack(await locks.acquire(3, 'a'));
      continue;
    }
    const lease = await locks.acquire(2, 'a', 2 * leaseMs + SOON_MS);
    simulation.count('successions');
    const waiting: AskedLease[] = [];
    if (what === 'second dies') {
      locks.crashClient(2);
      waiting.push(locks.ask(3, 'a'));
      const lateMs = random.between(0.7, 0.9) * leaseMs;
      await locks.sleep(lateMs);
      locks.releaseMessages(1, 'to server');
      await locks.giveBack(await locks.next(waiting, leaseMs + SOON_MS - lateMs));
      locks.startClient(2);
    } else {
      await locks.giveBack(lease);
      locks.releaseMessages(1, 'to server');
      await locks.sleep(20);
      await locks.giveBack(await locks.acquire(3, 'a'));
    }
  }
}

/** Which answer is late, and by what part of a lease time. */
const LATE_ANSWERS = [
  { late: 'grant', from: 0.6, to: 0.9 },
  // So late that another renewal would be due.
  { late: 'renewals', from: 0.85, to: 0.95 },
  { late: 'grant', from: 1.2, to: 1.5 },
] as const;

async function lateAnswers(simulation: Simulation): Promise<void> {
  const random = simulation.random('late');
  const leaseMs = 600;
  const locks = new LeaseCluster(simulation, { clients: 2, leaseMs });
  for (const { late, from, to } of locks.roundsOf(LATE_ANSWERS)) {
    const held = late === 'renewals' ? await locks.acquire(1, 'a', leaseMs + SOON_MS) : undefined;
    locks.holdMessages(1, 'to client');
    const lease = held ?? locks.ask(1, 'a');
    await locks.sleep(random.between(from, to) * leaseMs);
    // From now on the client hears what it was answered then, and is not heard.
    locks.holdMessages(1, 'to server');
    locks.releaseMessages(1, 'to client');
    await locks.sleep(30);
    if (lease.state !== 'asked') simulation.count('lateGrants');
    // Where clients wait in line, the first one may stand there several times.
    const second = await locks.acquire(2, 'a', 3 * leaseMs + SOON_MS);
    simulation.count('successions');
    await locks.sleep(random.between(0, 100));
    locks.releaseMessages(1, 'to server');
    await locks.sleep(1.2 * leaseMs);
    locks.mustHold(second);
    await locks.giveBack(second);
    // A client that did not take the late grant waits for another, or has it by now.
    if (lease.state === 'asked' || lease.state === 'held') {
      await locks.giveBack(await locks.next([lease], leaseMs + SOON_MS));
    }
  }
}

const LEASES = 'Gray & Cheriton 1989, §2';

export const LEASE_FAILURES: readonly Scenario[] = [
  {
    name: 'the holder dies',
    slug: 'holder-dies',
    points: 2,
    paper: LEASES,
    about:
      'The holder of a lock crashes. Another client has the lock within `leaseMs` + 1 s, and so has the first one when it is back and the lock is released.',
    floors: { successions: 1.5 },
    counters: LEASE_COUNTERS,
    run: holderDies,
  },
  {
    name: 'clients die while they wait',
    slug: 'dead-waiters',
    points: 1,
    paper: LEASES,
    about:
      'Three of four clients that wait for a lock crash, and then it is released. The fourth has it within 1 s, and `leaseMs` + 1 s more for each of the dead.',
    floors: { successions: 0.9 },
    counters: LEASE_COUNTERS,
    run: deadWaiters,
  },
  {
    name: 'the holder and the server cannot hear each other',
    slug: 'cut-off',
    points: 3,
    paper: LEASES,
    about:
      'The holder is cut off, or its messages wait, or those of one direction are lost. Its signal aborts within `leaseMs` + 50 ms; another client has the lock within `leaseMs` + 1 s of that and not before the signal. What comes late from the first costs the second nothing.',
    floors: { successions: 3, lapsed: 2 },
    counters: LEASE_COUNTERS,
    run: cutOff,
  },
  {
    name: 'answers to acquire and release are lost',
    slug: 'lost-answers',
    points: 2,
    paper: LEASES,
    about:
      'For a while, all answers to a client that asks for a lock, or releases one, are lost, or its requests. Whoever waits has the lock within `leaseMs` + 1 s, and keeps it.',
    floors: { lostAnswers: 3, grants: 7 },
    counters: LEASE_COUNTERS,
    run: lostAnswers,
  },
  {
    name: 'renewals come late',
    slug: 'late-renewals',
    points: 1,
    paper: LEASES,
    about:
      'Renewals of a holder come when its lease is over and another client has the lock, and has died, or has released it; or when the holder itself has released it. They neither keep the dead one’s lease alive nor bring the old one back.',
    floors: { successions: 1.5 },
    counters: LEASE_COUNTERS,
    run: lateRenewals,
  },
  {
    name: 'answers come late',
    slug: 'late-answers',
    points: 3,
    paper: LEASES,
    about:
      'The answers to an acquire or to renewals come when a good part of the lease time is over, or all of it, and then the client is not heard any more. Its signal aborts before another client has the lock.',
    floors: { successions: 2 },
    counters: LEASE_COUNTERS,
    run: lateAnswers,
  },
];
