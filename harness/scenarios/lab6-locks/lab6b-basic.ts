import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { LEASE_COUNTERS } from './counters-6b.ts';
import { LeaseCluster } from './lease-driver.ts';

/** The handout: calls of a client in a lease time, while it holds one lock or none. */
const CALLS_A_LEASE = 10;
/** The handout: calls of a client in a second, while it waits. */
const CALLS_A_SECOND = 50;

async function turns(simulation: Simulation): Promise<void> {
  const random = simulation.random('turns');
  const locks = new LeaseCluster(simulation, { clients: 3, leaseMs: 2500 });
  for (const round of locks.rounds(3)) {
    const waiting = random.shuffle(locks.clients).map((client) => locks.ask(client, 'a'));
    while (waiting.length > 0) {
      const lease = await locks.next(waiting);
      await locks.sleep(random.between(0, 150));
      const client = locks.numberOf(lease.client);
      await locks.write(client, 'x', `${client}.${round}`, lease.token);
      // A release in the background is one that the client did not wait for.
      if (random.chance(0.5)) locks.beginRelease(lease);
      else await locks.giveBack(lease);
    }
  }
}

/** Names that are something else in JavaScript, too. */
const NAMES = ['a', 'b', '__proto__', 'constructor'];

async function manyLocks(simulation: Simulation): Promise<void> {
  const random = simulation.random('locks');
  const locks = new LeaseCluster(simulation, { clients: 2, leaseMs: 500 });
  const leases = [];
  // Two of them one after the other, and two at once.
  const [early, later, ...atOnce] = random.shuffle(NAMES) as [string, string];
  for (const name of [early, later]) leases.push(await locks.acquire(1, name));
  const asked = atOnce.map((name) => locks.ask(1, name));
  while (asked.length > 0) leases.push(await locks.next(asked));
  const [first, second, ...rest] = leases as [(typeof leases)[0], (typeof leases)[0]];
  // The newest first: a token says nothing about the keys of another lock.
  for (const lease of [...leases].reverse()) await locks.write(1, lease.lock, lease.lock, lease.token);

  const waiting = [locks.ask(2, first.name)];
  await locks.sleep(random.between(50, 200));
  await locks.giveBack(second);
  const taken = await locks.acquire(2, second.name);
  await locks.sleep(750);
  for (const lease of [first, ...rest]) locks.mustHold(lease);
  locks.mustHold(taken);
  await locks.giveBack(first);
  const moved = await locks.next(waiting);
  for (const lease of rest) locks.mustHold(lease);
  await locks.giveBack(moved);
}

async function renewal(simulation: Simulation): Promise<void> {
  const random = simulation.random('renewal');
  const leaseMs = random.pick([300, 600]);
  const locks = new LeaseCluster(simulation, { clients: 2, leaseMs });
  const lease = await locks.acquire(1, 'a');
  const waiting = [locks.ask(2, 'a')];
  const longMs = 20 * leaseMs;
  await Promise.all([
    locks.countCalls(1, longMs, 20 * CALLS_A_LEASE, 'holds a lock'),
    locks.countCalls(2, longMs, (longMs / 1000) * CALLS_A_SECOND, 'waits for a lock'),
  ]);
  locks.mustHold(lease);
  simulation.count('leaseTimes', 20);
  await locks.giveBack(lease);
  await locks.giveBack(await locks.next(waiting));
}

async function renewalsEnd(simulation: Simulation): Promise<void> {
  const random = simulation.random('renewals');
  const leaseMs = 600;
  const locks = new LeaseCluster(simulation, { clients: 1, leaseMs });
  for (const _ of locks.rounds(15)) {
    const lease = await locks.acquire(1, 'a');
    await locks.sleep(random.between(0, 50));
    await locks.giveBack(lease);
  }
  await locks.countCalls(1, 3 * leaseMs, 3 * CALLS_A_LEASE, 'holds nothing and waits for nothing');
}

async function oldRelease(simulation: Simulation): Promise<void> {
  const random = simulation.random('release');
  const leaseMs = 400;
  const locks = new LeaseCluster(simulation, { clients: 3, leaseMs });
  const old = await locks.acquire(1, 'a');
  await locks.giveBack(old);

  // Somebody else has the lock.
  const second = await locks.acquire(2, 'a');
  const waiting = [locks.ask(3, 'a')];
  await locks.sleep(random.between(10, 200));
  await locks.giveBack(old);
  simulation.count('oldReleases');
  await locks.sleep(1.2 * leaseMs);
  locks.mustHold(second);
  await locks.giveBack(second);
  await locks.giveBack(await locks.next(waiting));

  // It has the lock itself, by another lease.
  const newer = await locks.acquire(1, 'a');
  waiting.push(locks.ask(2, 'a'));
  await locks.sleep(random.between(10, 200));
  await locks.giveBack(old);
  simulation.count('oldReleases');
  await locks.sleep(1.2 * leaseMs);
  locks.mustHold(newer);
  await locks.giveBack(newer);
  await locks.giveBack(await locks.next(waiting));
}

const LEASES = 'Gray & Cheriton 1989, §2';

export const LEASE_BASICS: readonly Scenario[] = [
  {
    name: 'three clients take turns',
    slug: 'turns',
    points: 2,
    paper: 'Burrows 2006, §2.4',
    about:
      'Three clients take one lock in turn, and write under it. After each release one of those who wait has it within 1 s, with a larger token.',
    floors: { grants: 7, accepted: 7 },
    counters: LEASE_COUNTERS,
    run: turns,
  },
  {
    name: 'locks that have nothing to do with each other',
    slug: 'many-locks',
    points: 2,
    paper: LEASES,
    about:
      'A client takes four locks, two of them at once, and releases two, which another client takes. The others stay held, and a newer token of one lock does not keep an older one of another lock from writing to another key.',
    floors: { grants: 4, accepted: 3 },
    counters: LEASE_COUNTERS,
    run: manyLocks,
  },
  {
    name: 'a lease that is renewed',
    slug: 'renewal',
    points: 3,
    paper: LEASES,
    about:
      'A client holds a lock for twenty lease times on a calm network, while another waits. It keeps it, with 10 calls in a lease time at most; who waits asks 50 times a second at most.',
    floors: { leaseTimes: 15, grants: 1 },
    counters: LEASE_COUNTERS,
    run: renewal,
  },
  {
    name: 'what was released is not renewed',
    slug: 'renewals-end',
    points: 1,
    paper: LEASES,
    about:
      'A client takes and releases a lock fifteen times. Then it makes 10 calls in a lease time at most.',
    floors: { grants: 12 },
    counters: LEASE_COUNTERS,
    run: renewalsEnd,
  },
  {
    name: 'an old lease is released once more',
    slug: 'old-release',
    points: 2,
    paper: 'the contract: release',
    about:
      'A client releases a lease that it has released before, when another client has the lock, and when it has the lock itself by a newer lease. Neither is lost.',
    floors: { oldReleases: 1, grants: 4 },
    counters: LEASE_COUNTERS,
    run: oldRelease,
  },
];
