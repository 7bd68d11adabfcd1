import { RELIABLE, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { RECIPES } from './coordination-judge.ts';
import { CoordinationService } from './coordination-service.ts';
import { COUNTERS } from './counters-6c.ts';
import { lockStorm } from './lab6c-storm.ts';

const MANY = 30;
/** Longer than whoever is next may have to wait: so those who need not wait are noticed if they do. */
const LONG_HOLD_MS = 1500;

async function readersShare(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: 5 });
  for (const _ of service.rounds(2)) {
    const reads = [0, 1, 2].map((client) => service.use(client, LONG_HOLD_MS, 'a', 'read'));
    await service.sleep(100);
    const writes = [3, 4].map((client) => service.use(client, 20, 'a', 'write'));
    await Promise.all([...reads, ...writes]);
  }
  await service.settle();
}

async function turns(simulation: Simulation): Promise<void> {
  const random = simulation.random('readers');
  const service = new CoordinationService(simulation, { clients: 6 });
  for (const _ of service.rounds(2)) {
    await service.acquire(0, 'a', 'read');
    const first = service.use(1, 30, 'a', 'write');
    await service.isQueued(1);
    // Readers come and come; the writer is before them.
    const others: Promise<unknown>[] = [];
    for (const client of [2, 3, 4, 5]) {
      const kind = client === 4 ? 'write' : 'read';
      others.push(service.use(client, 30, 'a', kind));
      await service.sleep(random.between(5, 60));
    }
    await service.releaseLock(0, 'a', 'read');
    await Promise.all([first, ...others]);
  }
  await service.settle();
}

async function vanishes(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: 6 });
  await whileReading(service);
  for (const client of [1, 2]) service.startAnew(client);
  await whileWriting(service);
  await service.settle();
}

async function whileReading(service: CoordinationService): Promise<void> {
  await service.acquire(0, 'a', 'read');
  await service.acquire(1, 'a', 'read');
  const writer = service.acquire(2, 'a', 'write');
  await service.isQueued(2);
  const reads = [3, 4].map((client) => service.acquire(client, 'a', 'read'));
  await service.isQueued(3);
  await service.isQueued(4);
  const last = service.acquire(5, 'a', 'write');
  await service.isQueued(5);
  // A reader goes, but not the only one: no writer may come in.
  service.crashClient(1);
  await service.sessionExpires(1);
  await service.sleep(200);
  // The writer goes: nobody waits before those readers any more.
  service.cutOff(2);
  await service.sessionExpires(2);
  await Promise.all(reads);
  await service.releaseLock(4, 'a', 'read');
  await service.sleep(100);
  await service.releaseLock(3, 'a', 'read');
  await service.sleep(100);
  await service.releaseLock(0, 'a', 'read');
  await last;
  service.reconnect(2);
  await writer;
  await service.releaseLock(5, 'a', 'write');
}

async function whileWriting(service: CoordinationService): Promise<void> {
  await service.acquire(0, 'a', 'write');
  const writer = service.acquire(1, 'a', 'write');
  await service.isQueued(1);
  const others: Promise<unknown>[] = [];
  for (const client of [2, 3, 4]) {
    others.push(service.use(client, 20, 'a', client === 4 ? 'write' : 'read'));
    await service.isQueued(client);
  }
  // The node for which the readers wait ends, and another writer still has the lock.
  service.cutOff(1);
  await service.sessionExpires(1);
  await service.sleep(200);
  await service.releaseLock(0, 'a', 'write');
  await Promise.all(others);
  service.reconnect(1);
  await writer;
}

async function wakeUps(simulation: Simulation): Promise<void> {
  const random = simulation.random('kinds');
  const service = new CoordinationService(simulation, { clients: MANY });
  const work = service.clients.map(async (client) => {
    for (const _ of service.rounds(2)) {
      const kind = random.chance(0.25) ? 'write' : 'read';
      await service.use(client, random.between(1, 30), 'a', kind);
    }
  });
  await Promise.all(work);
  await service.settle();
  service.judge.operations.judge();
}

async function storm(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: 6 });
  const random = simulation.random('kinds');
  const kind = () => (random.chance(0.3) ? 'write' : 'read');
  service.setNetwork('lossy', UNRELIABLE);
  await lockStorm(service, kind);
  service.setNetwork('calm', RELIABLE);
  await Promise.all(service.clients.map((client) => service.use(client, 5, 'a', kind())));
  await service.settle();
}

export const SHARED_SCENARIOS: readonly Scenario[] = [
  {
    name: 'readers share, writers do not',
    slug: 'shared-readers',
    points: 1,
    paper: RECIPES,
    about:
      'Three readers have the lock at the same time, each within 1 s; two writers wait for all of them, and have it alone.',
    floors: { sharedGrants: 2, grants: 8 },
    counters: COUNTERS,
    run: readersShare,
  },
  {
    name: 'a writer is not passed by',
    slug: 'shared-turns',
    points: 2,
    paper: RECIPES,
    about:
      'A writer waits for a reader, and more readers and a writer come behind it. They must wait for their turn, in the order of the nodes.',
    floors: { grants: 10, waits: 6 },
    counters: COUNTERS,
    run: turns,
  },
  {
    name: 'readers and writers vanish',
    slug: 'shared-vanishes',
    points: 1,
    paper: RECIPES,
    about:
      'The session of a reader expires, and no writer may come in while others read. That of a waiting writer expires: the readers behind it have the lock within 1 s, or go on waiting if a writer has it.',
    floors: { expiredSessions: 2, sharedGrants: 3 },
    counters: COUNTERS,
    run: vanishes,
  },
  {
    name: 'only those wake who may go on',
    slug: 'shared-wake-ups',
    points: 1,
    paper: RECIPES,
    about:
      'Thirty clients read or write, twice each. The end of a reader notifies the next writer, that of a writer whoever is behind it up to the next writer. Each use takes twelve operations at most, on average.',
    floors: { grants: 45, notifications: 30, sharedGrants: 8 },
    counters: COUNTERS,
    run: wakeUps,
  },
  {
    name: 'a storm over readers and writers',
    slug: 'shared-storm',
    points: 1,
    paper: RECIPES,
    about:
      'Six clients read and write on a network that loses messages, and crash, stand still and are cut off. Then all is calm, and each has the lock within 1 s of its turn.',
    floors: { grants: 20, sharedGrants: 4 },
    counters: COUNTERS,
    run: storm,
  },
];
