import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { RECIPES } from './coordination-judge.ts';
import { CoordinationService } from './coordination-service.ts';
import { COUNTERS } from './counters-6c.ts';

const MANY = 200;
/** A tenth of what each needs for its turn: nearly all of them come to wait. */
const BETWEEN_ARRIVALS_MS = 1;
/** Long, so that no heartbeats come between. */
const LONG_SESSION_MS = 60_000;

async function alone(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: 2 });
  for (const _ of service.rounds(8)) await service.use(0, 5);
  // Client 0 has one lock; that is none of the other's business.
  await service.acquire(0, 'a');
  for (const _ of service.rounds(3)) await service.use(1, 5, 'b');
  await service.acquire(0, 'b');
  await service.releaseLock(0, 'a');
  await service.use(1, 5, 'a');
  await service.releaseLock(0, 'b');
  await service.settle();
}

async function inLine(simulation: Simulation): Promise<void> {
  const random = simulation.random('client');
  const service = new CoordinationService(simulation, { clients: 7 });
  const work = service.clients.map(async (client) => {
    for (const _ of service.rounds(4)) {
      await service.use(client, random.between(0, 30));
      await service.sleep(random.between(0, 12));
    }
  });
  await Promise.all(work);
  await service.settle();
  service.judge.operations.judge();
}

async function wakeUps(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: MANY, sessionMs: LONG_SESSION_MS });
  const used: Promise<unknown>[] = [];
  for (const client of service.clients) {
    used.push(service.use(client, 1));
    await simulation.sleep(BETWEEN_ARRIVALS_MS);
  }
  await Promise.all(used);
  await service.settle();
  service.judge.operations.judge();
}

/**
 * A client comes, and while its nth question is on its way, the one before it releases: in whatever order
 * it looks and sets its watch, the news must not be lost.
 */
async function vanishedBefore(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: 2 });
  for (const answered of service.roundsOf([1, 2, 3])) {
    for (const _ of service.rounds(2)) {
      await service.acquire(0);
      let operations = 0;
      const isReached = new Promise<void>((resolve) => {
        service.judge.onOperation = (client) => {
          if (client !== service.client(1)) return;
          operations++;
          if (operations === answered) resolve();
        };
      });
      const second = service.use(1, 5);
      await Promise.race([isReached, service.sleep(60)]);
      service.holdRequests(1);
      await service.sleep(20);
      await service.releaseLock(0);
      await service.sleep(20);
      service.releaseRequests(1);
      if ((await second) === 'granted') simulation.count('metReleases');
    }
  }
  await service.settle();
}

export const QUEUE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'one client after the other',
    slug: 'queue-alone',
    points: 1,
    paper: RECIPES,
    about:
      'A client acquires and releases a lock again and again; then two clients use two locks. Locks have nothing to do with each other.',
    floors: { grants: 12 },
    counters: COUNTERS,
    run: alone,
  },
  {
    name: 'clients stand in line',
    slug: 'queue-line',
    points: 1,
    paper: RECIPES,
    about:
      'Seven clients acquire and release one lock, four times each. Nobody shares it, it is granted in the order of the nodes, and each use takes twelve operations at most, on average.',
    floors: { grants: 20, waits: 10 },
    counters: COUNTERS,
    run: inLine,
  },
  {
    name: 'a release wakes one of two hundred',
    slug: 'queue-wake-ups',
    points: 3,
    paper: RECIPES,
    about:
      'Two hundred clients ask for one lock within 0.2 s and use it one after the other. Each release notifies one client, and each use of the lock takes twelve operations at most, on average.',
    floors: { grants: 150, notifications: 100 },
    counters: COUNTERS,
    run: wakeUps,
  },
  {
    name: 'a release meets a question',
    slug: 'queue-vanished',
    points: 2,
    paper: RECIPES,
    about:
      'The holder releases while the client behind it looks for its place: its next question is on its way when the node before it goes. It must be granted the lock, within 1 s.',
    floors: { metReleases: 4 },
    counters: COUNTERS,
    run: vanishedBefore,
  },
];
