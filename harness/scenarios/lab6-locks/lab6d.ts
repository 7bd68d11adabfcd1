import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { COUNTERS } from './counters-6d.ts';
import { CLOCKS } from './lab6d-clocks.ts';
import { FENCED } from './lab6d-fenced.ts';
import { SILENT } from './lab6d-silent.ts';
import { RedlockCluster } from './redlock-cluster.ts';

/** The handout: requests that a client sends for a try and its release, for each store. */
const REQUESTS_LIMIT = 3;

async function quiet(simulation: Simulation): Promise<void> {
  const random = simulation.random('quiet');
  const stores = random.pick([1, 3, 5, 5]);
  const locks = new RedlockCluster(simulation, { clients: 2, stores });
  // Longer than what is released may stay.
  const ttlMs = random.pick([2000, 5000, 10_000]);
  for (const _ of locks.rounds(3)) {
    // Nobody else wants either of them.
    const one = await locks.mustHold(0, { resource: 'a', ttlMs });
    const other = await locks.mustHold(1, { resource: 'b', ttlMs });
    for (const held of [one, other]) locks.isLongEnough(held);
    await locks.sleep(random.between(0, 100));
    for (const held of [other, one]) {
      await locks.unlock(held);
      await locks.nothingLeftOf(held);
    }
  }
  checkRequests(locks);

  // Nobody releases this one: it is free when its keys have expired.
  await locks.mustHold(0, { resource: 'a', ttlMs });
  await locks.sleep(ttlMs + 50);
  await locks.mustHold(1, { resource: 'a', ttlMs });
}

function checkRequests(locks: RedlockCluster): void {
  const { tries = 0 } = locks.simulation.exercised;
  const limit = REQUESTS_LIMIT * locks.size * tries;
  if (locks.requests <= limit) return;
  const message = `clients sent ${locks.requests} requests for ${tries} tries and releases on ${locks.size} stores: ${limit} are enough on a calm network`;
  throw new Violation('redlock/requests', message);
}

async function contention(simulation: Simulation): Promise<void> {
  const random = simulation.random('contention');
  const locks = new RedlockCluster(simulation, { clients: 4 });
  locks.setFaults({ delayMs: [1, 9] });
  const work = locks.allClients.map(async (client) => {
    for (const _ of locks.rounds(3)) {
      const held = await locks.acquire(client, { ttlMs: 1000 }, 10_000);
      await locks.sleep(random.between(10, 60));
      await locks.unlock(held);
      await locks.sleep(random.between(0, 100));
    }
  });
  await Promise.all(work);
}

async function splitVote(simulation: Simulation): Promise<void> {
  const random = simulation.random('split');
  const locks = new RedlockCluster(simulation, { clients: 3 });
  const near = random.shuffle(locks.allClients);
  for (const store of locks.all) {
    // This client comes first there, and no client comes first at three of the stores.
    const first = near[store % near.length];
    for (const client of locks.allClients) {
      locks.setRequestFaults(client, store, { delayMs: client === first ? [1, 2] : [11, 15] });
    }
  }
  for (const _ of locks.rounds(2)) {
    const tries = await Promise.all(
      locks.allClients.map((client) => locks.tryOnce(client, { ttlMs: 10_000 })),
    );
    for (const one of tries) if (one.validForMs !== undefined) await locks.unlock(one);
    for (const one of tries) await locks.nothingLeftOf(one);
  }
  const work = locks.allClients.map(async (client) => {
    const held = await locks.acquire(client, { ttlMs: 10_000 }, 5000);
    await locks.sleep(random.between(10, 60));
    await locks.unlock(held);
    await locks.nothingLeftOf(held);
  });
  await Promise.all(work);
}

async function storm(simulation: Simulation): Promise<void> {
  const random = simulation.random('storm');
  const locks = new RedlockCluster(simulation, { clients: 3 });
  const faults = { dropRequestRatio: 0.1, dropReplyRatio: 0.1, duplicateRatio: 0.1 };
  const late = { holdRequestRatio: 0.05, holdReplyRatio: 0.05, holdMs: [200, 1500] } as const;
  locks.setFaults({ ...faults, ...late, delayMs: [1, 9], unreachableAfterMs: [0, 7000] });
  const ttlMs = 1000;
  let isOver = false;
  const restarts = async () => {
    while (!isOver) {
      const [store = 0, another = 0] = random.shuffle(locks.all);
      const dead = random.chance(0.5) ? [store] : [store, another];
      for (const index of dead) locks.crash(index);
      // Whoever holds a lock by what it has forgotten holds it no longer when it comes back.
      await locks.sleep(1.2 * ttlMs);
      for (const index of dead) if (!locks.isUp(index)) locks.start(index);
      await locks.sleep(random.between(300, 800));
    }
  };
  const restarting = restarts();
  const work = locks.allClients.map(async (client) => {
    for (const _ of locks.rounds(2)) {
      const held = await locks.acquire(client, { ttlMs }, 60_000);
      await locks.sleep(random.between(10, 200));
      // Some forget.
      if (random.chance(0.7)) await locks.unlock(held);
      else await locks.sleep(ttlMs);
    }
  });
  await Promise.all(work);
  isOver = true;
  await restarting;
}

const DESCRIPTION = 'Redlock, "The Redlock Algorithm"';

const BASIC: readonly Scenario[] = [
  {
    name: 'locks that nobody else wants',
    slug: 'redlock-quiet',
    points: 2,
    paper: DESCRIPTION,
    about:
      'On one, three or five stores two clients take a lock each, which nobody else wants: one try is enough, at least four fifths of the time to live is left, and a release leaves no key behind. At most three requests to a store for a try and its release. A lock that nobody releases is free when its time is over.',
    floors: { grants: 7.5 },
    run: quiet,
  },
  {
    name: 'four clients, one lock',
    slug: 'redlock-contention',
    points: 2,
    paper: 'Redlock, "Retry on failure"',
    about:
      'Four clients want one lock three times each, and try again after a random pause. Never do two hold it, and each wait ends within 10 s.',
    floors: { grants: 11 },
    run: contention,
  },
  {
    name: 'a split vote',
    slug: 'redlock-split-vote',
    points: 2,
    paper: 'Redlock, "Retry on failure"',
    about:
      'Three clients try at the same moment, and each is the first at two stores at most. Whoever fails leaves no key behind 1 s later, though keys live for 10 s; then each gets the lock within 5 s, and leaves no key behind when it has released it.',
    floors: { grants: 2.5, refusals: 3 },
    run: splitVote,
  },
];

const TROUBLED: readonly Scenario[] = [
  {
    name: 'losses, copies, late requests and restarts at once',
    slug: 'redlock-storm',
    points: 2,
    paper: 'Redlock, "Performance, crash-recovery and fsync"',
    about:
      'Three clients want one lock, while messages are lost, come twice or up to 1.5 s late, also when the try is over, and stores crash that forget all and come back when every key has expired. Never do two hold it.',
    floors: { grants: 5, refusals: 2, crashes: 1 },
    run: storm,
  },
];

/** In the order of the handout. */
export const REDLOCK: readonly Scenario[] = [...BASIC, ...SILENT, ...CLOCKS, ...TROUBLED, ...FENCED].map(
  (scenario) => ({ ...scenario, counters: COUNTERS }),
);
