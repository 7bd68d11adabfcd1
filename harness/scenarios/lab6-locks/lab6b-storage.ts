import { RELIABLE, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { LEASE_COUNTERS } from './counters-6b.ts';
import { LeaseCluster, SOON_MS } from './lease-driver.ts';
import { type Delay, delayedWrite } from './storage-story.ts';

const KEYS = ['x', 'y', 'constructor'];

async function fence(simulation: Simulation): Promise<void> {
  const random = simulation.random('tokens');
  const locks = new LeaseCluster(simulation, { clients: 2, leaseMs: 1000 });
  for (const key of KEYS) await locks.read(1, key);
  for (const round of locks.rounds(15)) {
    // Tokens that grow, more or less, so that some are old, some new and some the same.
    const writes = locks.clients.map((client) =>
      locks.write(
        client,
        random.pick(KEYS),
        `${client}.${round}`,
        Math.max(1, round + random.integer(-3, 3)),
      ),
    );
    await Promise.all(writes);
    await locks.read(random.pick(locks.clients), random.pick(KEYS));
  }
}

const DELAYS: readonly Delay[] = ['asleep', 'on its way'];

async function fenced(simulation: Simulation): Promise<void> {
  const locks = new LeaseCluster(simulation, { clients: 2, leaseMs: 600 });
  for (const delay of locks.roundsOf(DELAYS)) {
    const { lease, second } = await delayedWrite(locks, simulation.random(delay), delay);
    await locks.giveBack(second);
    locks.beginRelease(lease);
    // It has learned that its write came to nothing, and begins anew.
    const again = await locks.acquire(1, 'a', locks.leaseMs + SOON_MS);
    const file = (await locks.read(1, 'file')) ?? '';
    await locks.write(1, 'file', `${file}, client 1`, again.token);
    await locks.read(2, 'file');
    await locks.giveBack(again);
  }
}

/** Does what clients do who trust their locks: also when they no longer should. */
async function work(
  locks: LeaseCluster,
  client: number,
  random: Random,
  isOver: () => boolean,
): Promise<void> {
  for (let round = 0; !isOver(); round++) {
    await locks.sleep(random.between(5, 60));
    if (!locks.client(client).isUp) continue;
    const lease = locks.ask(client, 'a');
    while (lease.state === 'asked' && !isOver()) await locks.simulation.sleep(20);
    if (Number.isNaN(lease.token)) continue;
    for (let nth = 0; nth < 3; nth++) {
      // Not waited for: an answer may be lost, or its client be paused.
      void locks.write(client, 'file', `${client}.${round}.${nth}`, lease.token);
      await locks.sleep(random.between(20, 200));
    }
    locks.beginRelease(lease);
  }
}

/** One thing that befalls somebody, and its end. */
async function trouble(locks: LeaseCluster, random: Random): Promise<void> {
  const client = random.pick(locks.clients);
  locks.simulation.count('troubles');
  const forMs = random.between(100, 1000);
  switch (random.integer(0, 5)) {
    case 0:
      locks.cutOff(client);
      await locks.sleep(forMs);
      return locks.heal();
    case 1:
      locks.pauseServer();
      await locks.sleep(forMs);
      return locks.resume(0);
    case 2:
      locks.crashClient(client);
      await locks.sleep(forMs / 3);
      return locks.startClient(client);
    case 3:
      locks.jumpClock(random.chance(0.5) ? undefined : client, random.between(-60_000, 60_000));
      return;
    default:
      locks.pauseClient(client);
      await locks.sleep(forMs);
      return locks.resumeClient(client);
  }
}

async function storm(simulation: Simulation): Promise<void> {
  const random = simulation.random('storm');
  const leaseMs = 400;
  const locks = new LeaseCluster(simulation, { clients: 3, leaseMs });
  for (const client of [undefined, ...locks.clients]) locks.driftClock(client, random.between(0.9, 1.1));
  locks.troubleAll({
    ...UNRELIABLE,
    duplicateRatio: 0.2,
    holdRequestRatio: 0.1,
    holdReplyRatio: 0.1,
    holdMs: [100, 1000],
  });
  let isOver = false;
  const works = locks.clients.map((client) =>
    work(locks, client, simulation.random(`work ${client}`), () => isOver),
  );
  for (const _ of locks.rounds(8)) await trouble(locks, random);
  isOver = true;
  await Promise.all(works);

  // Then all is well again. What is still on its way arrives, and each client has its turn.
  locks.troubleAll(RELIABLE);
  await locks.sleep(1100);
  for (const lease of locks.book.leases) if (lease.state === 'held') locks.beginRelease(lease);
  const waiting = locks.clients.map((client) => locks.openOf(client) ?? locks.ask(client, 'a'));
  while (waiting.length > 0) {
    const lease = await locks.next(waiting, 4 * leaseMs + SOON_MS);
    const client = locks.numberOf(lease.client);
    await locks.write(client, 'file', `${client} at last`, lease.token);
    await locks.read(client, 'file');
    locks.beginRelease(lease);
  }
}

const FENCING = 'Kleppmann 2016, fencing';

export const LEASE_STORAGE: readonly Scenario[] = [
  {
    name: 'a storage that looks at tokens',
    slug: 'fence',
    points: 1,
    paper: FENCING,
    about:
      'Two clients write to three keys with older, newer and equal tokens. For each key, a write is refused if a larger token was accepted before, and accepted otherwise.',
    floors: { accepted: 12, refused: 3, reads: 12 },
    counters: LEASE_COUNTERS,
    run: fence,
  },
  {
    name: 'a write that comes after the end of its lease',
    slug: 'fenced',
    points: 2,
    paper: FENCING,
    about:
      'A client reads a file under a lock and is paused, or its write is delayed, until another has the lock and has written. Its own write is refused then, and nothing is lost.',
    floors: { refused: 1.5, accepted: 3, successions: 1.5 },
    counters: LEASE_COUNTERS,
    run: fenced,
  },
  {
    name: 'a storm',
    slug: 'storm',
    points: 1,
    paper: FENCING,
    about:
      'Clocks drift, messages are lost, doubled and late, clients and the server are paused, cut off and crash, while three clients write under a lock. The storage never takes an older token after a newer one; when all is well again, each client has its turn.',
    floors: { accepted: 5, troubles: 6 },
    counters: LEASE_COUNTERS,
    run: storm,
  },
];
