import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { RECIPES } from './coordination-judge.ts';
import { CoordinationService, SESSION_MS } from './coordination-service.ts';
import { COUNTERS } from './counters-6c.ts';

async function holderCrashes(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: 5 });
  await service.acquire(0);
  await service.acquire(0, 'b');
  const others = [1, 2, 3, 4].map((client) => service.acquire(client));
  await service.sleep(60);
  service.crashClient(0);
  // Whoever is next dies too, as soon as it has the lock.
  for (const _ of service.rounds(2)) {
    const holder = await service.until(() => service.holderOf('a'), 2 * SESSION_MS, 10);
    if (holder !== undefined) service.crashClient(holder);
    await service.sleep(100);
  }
  await service.until(() => service.holderOf('a'), 2 * SESSION_MS, 10);
  for (const client of service.clients) if (service.client(client).isUp) await service.releaseLock(client);
  const last = await service.until(() => service.holderOf('a'), 2 * SESSION_MS, 10);
  if (last !== undefined) await service.releaseLock(last);
  await Promise.all(others);
  service.startClient(0);
  await service.use(0, 5, 'b');
  await service.settle();
}

async function holderReturns(simulation: Simulation): Promise<void> {
  const random = simulation.random('trouble');
  const service = new CoordinationService(simulation, { clients: 3 });
  const isPaused = random.chance(0.5);
  await service.acquire(0);
  const second = service.acquire(1);
  await service.isQueued(1);
  const third = service.acquire(2);
  await service.isQueued(2);
  if (isPaused) service.pauseClient(0);
  else service.cutOff(0);
  await service.sessionExpires(0);
  await second;
  if (isPaused) service.resumeClient(0);
  else service.reconnect(0);
  await service.sleep(random.between(0, 200));
  // It may still believe that it has the lock. What it gives up is gone, and nobody else's.
  await service.releaseLock(0);
  await service.acquire(0);
  await service.sleep(300);
  await service.releaseLock(1);
  await third;
  await service.releaseLock(2);
  service.startAnew(0);
  await service.use(0, 5);
  await service.settle();
}

async function waiterVanishes(simulation: Simulation): Promise<void> {
  const random = simulation.random('trouble');
  const service = new CoordinationService(simulation, { clients: 7 });
  const order = random.shuffle(service.clients);
  const [holder = 0, ...waiters] = order;
  await service.acquire(holder);
  const rest: Promise<unknown>[] = [];
  for (const client of waiters) {
    rest.push(service.use(client, 20));
    await service.isQueued(client);
  }
  // The one before the last stays in any case, and the last has somebody behind whom it waits.
  const [first = 1, second = 2, , fourth = 4] = waiters;
  const gone = random.pick([[first], [second], [first, second], [second, fourth]]);
  for (const client of gone) {
    if (random.chance(0.5)) service.crashClient(client);
    else service.cutOff(client);
  }
  for (const client of gone) await service.sessionExpires(client);
  await service.sleep(300);
  await service.releaseLock(holder);
  for (const client of gone) if (service.client(client).isUp) service.reconnect(client);
  await Promise.all(rest);
  await service.settle();
}

async function waiterExpires(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: 4 });
  await service.acquire(0);
  const paused = service.acquire(1);
  await service.isQueued(1);
  const cut = service.acquire(2);
  await service.isQueued(2);
  const last = service.acquire(3);
  await service.isQueued(3);
  service.pauseClient(1);
  service.cutOff(2);
  await service.sessionExpires(1);
  await service.sessionExpires(2);
  await service.sleep(200);
  service.resumeClient(1);
  service.reconnect(2);
  await Promise.all([paused, cut]);
  await Promise.all([service.acquire(1), service.acquire(2)]);
  await service.releaseLock(0);
  await last;
  // This one asks when it cannot reach anybody.
  service.startAnew(1);
  await service.sleep(50);
  service.cutOff(1);
  const unheard = service.acquire(1);
  await service.sessionExpires(1);
  service.reconnect(1);
  await unheard;
  await service.releaseLock(3);
  await service.settle();
}

export const SESSION_SCENARIOS: readonly Scenario[] = [
  {
    name: 'the holder crashes',
    slug: 'queue-holder-crashes',
    points: 1,
    paper: RECIPES,
    about:
      'The holder of a lock crashes, then the next, then the next again. When the session of each expires, the lock goes on within 1 s.',
    floors: { crashes: 2, expiredHolders: 2, grants: 4 },
    counters: COUNTERS,
    run: holderCrashes,
  },
  {
    name: 'the holder comes back when its session is over',
    slug: 'queue-holder-returns',
    points: 1,
    paper: RECIPES,
    about:
      'The holder is paused or cut off until its session expires, comes back, releases, and asks again: its release must do no harm, and its acquire must be rejected within 1 s.',
    floors: { expiredHolders: 0.6, rejections: 0.6 },
    counters: COUNTERS,
    run: holderReturns,
  },
  {
    name: 'somebody who waits vanishes',
    slug: 'queue-waiter-vanishes',
    points: 2,
    paper: RECIPES,
    about:
      'Some of those who wait in the middle of the queue crash or are cut off, and their sessions expire. Whoever is behind them must go on waiting for those before them.',
    floors: { expiredSessions: 0.6, notifications: 2, grants: 4 },
    counters: COUNTERS,
    run: waiterVanishes,
  },
  {
    name: 'the session of somebody who waits expires',
    slug: 'queue-waiter-expires',
    points: 2,
    paper: 'ZooKeeper §2.1',
    about:
      'Clients that wait are paused or cut off until their sessions expire, and come back; one asks while it is cut off. Their acquires must be rejected within 1 s of their hearing of it.',
    floors: { rejections: 2, expiredSessions: 2 },
    counters: COUNTERS,
    run: waiterExpires,
  },
];
