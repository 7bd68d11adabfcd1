import { RELIABLE, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { RECIPES } from './coordination-judge.ts';
import { CoordinationService } from './coordination-service.ts';
import { COUNTERS } from './counters-6c.ts';
import { lockStorm } from './lab6c-storm.ts';

async function lostCreate(simulation: Simulation): Promise<void> {
  const random = simulation.random('client');
  const service = new CoordinationService(simulation, { clients: 4 });
  for (const _ of service.rounds(3)) {
    const [first = 0, unlucky = 1, last = 2] = random.shuffle(service.clients);
    const begun = service.use(first, 60);
    await service.sleep(20);
    service.loseAnswers(unlucky, 'create', random.integer(1, 2));
    await Promise.all([begun, service.use(unlucky, 5), service.use(last, 5)]);
    // Now with nobody before it.
    service.loseAnswers(unlucky, 'create', 1);
    await service.use(unlucky, 5);
    await service.use(last, 5);
  }
  await service.settle();
}

async function lostRemove(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: 2 });
  for (const round of service.rounds(4)) {
    await service.acquire(0);
    const second = service.use(1, 5);
    await service.isQueued(1);
    if (round % 2 === 0) {
      service.loseAnswers(0, 'remove', 1);
      await service.releaseLock(0);
    } else {
      const released = service.releaseLock(0);
      await service.loseRequests(0, 250);
      await released;
    }
    await second;
    // It must be able to ask again, whatever it knows of its last node.
    await service.use(0, 5);
  }
  await service.settle();
}

async function lostQuestions(simulation: Simulation): Promise<void> {
  const random = simulation.random('release');
  const service = new CoordinationService(simulation, { clients: 3 });
  for (const kind of service.roundsOf(['children', 'exists', 'children', 'exists'] as const)) {
    await service.acquire(0);
    const second = service.use(2, 10);
    await service.isQueued(2);
    service.loseAnswers(1, kind, random.integer(1, 2));
    const third = service.use(1, 5);
    // Before or after it has asked again.
    await service.sleep(random.between(10, 150));
    await service.releaseLock(0);
    await Promise.all([second, third]);
  }
  await service.settle();
}

async function storm(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: 5 });
  service.setNetwork('lossy', UNRELIABLE);
  await lockStorm(service, () => 'queue');
  service.setNetwork('calm', RELIABLE);
  await Promise.all(service.clients.map((client) => service.use(client, 5)));
  await service.settle();
}

export const CONNECTION_SCENARIOS: readonly Scenario[] = [
  {
    name: 'the answer to a create is lost',
    slug: 'queue-lost-create',
    points: 2,
    paper: RECIPES,
    about:
      'A client’s node is made, and the answer that names it gets lost. The client must not stand in its own way, nor in anybody else’s: the lock goes on, each time within 1 s.',
    floors: { lostAnswers: 4, grants: 9 },
    counters: COUNTERS,
    run: lostCreate,
  },
  {
    name: 'a remove gets lost, or its answer',
    slug: 'queue-lost-remove',
    points: 1,
    paper: RECIPES,
    about:
      'A client releases while the connection is lost, before or after its node is removed. The next must have the lock within 1 s, the release must resolve, and the client must be able to ask again.',
    floors: { lostAnswers: 1, lostRequests: 1, grants: 8 },
    counters: COUNTERS,
    run: lostRemove,
  },
  {
    name: 'the answer to a question is lost',
    slug: 'queue-lost-questions',
    points: 1,
    paper: RECIPES,
    about:
      'Answers to children and exists get lost while a client looks for its place and others release. What is not known is no permission, and the lock goes on within 1 s.',
    floors: { lostAnswers: 1.5, grants: 9 },
    counters: COUNTERS,
    run: lostQuestions,
  },
  {
    name: 'a storm',
    slug: 'queue-storm',
    points: 2,
    paper: RECIPES,
    about:
      'Five clients use a lock on a network that loses messages, and crash, stand still and are cut off. Then all is calm, and each has the lock within 1 s of its turn.',
    floors: { grants: 20, expiredSessions: 0.8 },
    counters: COUNTERS,
    run: storm,
  },
];
