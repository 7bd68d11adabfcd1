import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { LEASE_COUNTERS } from './counters-6b.ts';
import { LeaseCluster, SOON_MS } from './lease-driver.ts';

async function pausedHolder(simulation: Simulation): Promise<void> {
  const random = simulation.random('pauses');
  const leaseMs = 500;
  const locks = new LeaseCluster(simulation, { clients: 3, leaseMs });
  for (const round of locks.rounds(3)) {
    const lease = await locks.acquire(1, 'a', leaseMs + SOON_MS);
    const waiting = [locks.ask(2, 'a')];
    await locks.sleep(random.between(0, leaseMs));
    locks.pauseClient(1);
    const second = await locks.next(waiting, leaseMs + SOON_MS);
    simulation.count('successions');
    waiting.push(locks.ask(3, 'a'));
    await locks.sleep(random.between(0, leaseMs));
    // It wakes up in the midst of giving the lock back, or does so later.
    if (round === 1) locks.beginRelease(lease);
    locks.resumeClient(1);
    await locks.sleep(random.between(0, 50));
    if (round === 2) locks.beginRelease(lease);
    await locks.sleep(1.2 * leaseMs);
    locks.mustHold(second);
    await locks.giveBack(second);
    await locks.giveBack(await locks.next(waiting));
  }
}

async function serverPauses(simulation: Simulation): Promise<void> {
  const random = simulation.random('pauses');
  const leaseMs = 400;
  const locks = new LeaseCluster(simulation, { clients: 3, leaseMs });
  for (const _ of locks.rounds(2)) {
    const lease = await locks.acquire(1, 'a', leaseMs + SOON_MS);
    const waiting = [locks.ask(2, 'a')];
    await locks.sleep(random.between(0, leaseMs));
    locks.pauseServer();
    await locks.sleep(leaseMs + 50);
    locks.mustBeLost(lease, `which has heard nothing of the server for ${leaseMs + 50} ms`);
    waiting.push(locks.ask(3, 'a'));
    await locks.sleep(random.between(0, leaseMs));
    locks.resume(0);
    while (waiting.length > 0) {
      const next = await locks.next(waiting, 2 * leaseMs + SOON_MS);
      simulation.count('successions');
      await locks.sleep(random.between(0, leaseMs));
      locks.beginRelease(next);
    }
  }
}

const HOUR_MS = 3_600_000;
/** Whose wall clock is set, and by how much. */
const JUMPS = [
  { whose: 'server', byMs: HOUR_MS },
  { whose: 'server', byMs: -HOUR_MS },
  { whose: 'holder', byMs: 2 * HOUR_MS },
  { whose: 'holder', byMs: -2 * HOUR_MS },
] as const;

async function wallClocks(simulation: Simulation): Promise<void> {
  const random = simulation.random('clocks');
  const leaseMs = 500;
  const locks = new LeaseCluster(simulation, { clients: 2, leaseMs });
  let lease = await locks.acquire(1, 'a');
  const waiting = [locks.ask(2, 'a')];
  for (const { whose, byMs } of locks.roundsOf(random.shuffle(JUMPS))) {
    await locks.sleep(random.between(0, leaseMs));
    const holder = locks.numberOf(lease.client);
    locks.jumpClock(whose === 'server' ? undefined : holder, byMs);
    simulation.count('jumps');
    await locks.sleep(1.2 * leaseMs);
    locks.mustHold(lease);
    await locks.giveBack(lease);
    lease = await locks.next(waiting);
    waiting.push(locks.ask(holder, 'a'));
  }

  // The holder dies: the lock moves on although the server's clock was set back meanwhile.
  locks.crashClient(locks.numberOf(lease.client));
  await locks.sleep(random.between(0, 0.5) * leaseMs);
  locks.jumpClock(undefined, -HOUR_MS);
  await locks.giveBack(await locks.next(waiting, leaseMs + SOON_MS));
  simulation.count('successions');
}

export const LEASE_TIMES: readonly Scenario[] = [
  {
    name: 'the holder is paused beyond the end of its lease',
    slug: 'paused-holder',
    points: 2,
    paper: 'Kleppmann 2016, pauses',
    about:
      'The holder is paused until another client has the lock. When it goes on, its signal aborts within 100 ms, and neither its renewals nor its release cost the other one the lock.',
    floors: { successions: 2, lapsed: 1 },
    counters: LEASE_COUNTERS,
    run: pausedHolder,
  },
  {
    name: 'the server is paused',
    slug: 'server-pauses',
    points: 1,
    paper: 'Gray & Cheriton 1989, §2',
    about:
      'The lease server is paused for longer than a lease. The holder’s signal aborts in time; when the server goes on, one of those who wait has the lock within 2 × `leaseMs` + 1 s.',
    floors: { successions: 3, lapsed: 1 },
    counters: LEASE_COUNTERS,
    run: serverPauses,
  },
  {
    name: 'wall clocks are set',
    slug: 'wall-clocks',
    points: 1,
    paper: 'Kleppmann 2016, clocks',
    about:
      'The wall clocks of the server and of clients are set forward and back by hours, while a lock is held, passed on, and left by a holder that dies. No lease ends early or late, and tokens grow.',
    floors: { jumps: 3, grants: 5 },
    counters: LEASE_COUNTERS,
    run: wallClocks,
  },
];
