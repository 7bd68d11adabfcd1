import { type CoordinationService, SESSION_MS } from './coordination-service.ts';
import type { LockKind } from './session-program.ts';

/** How many clients are troubled, one after the other. */
const TROUBLES = 5;

/** Clients use one lock while others crash, stand still or are cut off. At the end all are up and idle. */
export async function lockStorm(
  service: CoordinationService,
  kindOf: (client: number) => LockKind,
): Promise<void> {
  let isOver = false;
  const loops = service.clients.map(async (client) => {
    const random = service.simulation.random(`client ${client}`);
    while (!isOver) {
      const acquired = await service.use(client, random.between(0, 15), 'a', kindOf(client));
      if (acquired === 'rejected') service.startAnew(client);
      await service.simulation.sleep(random.between(20, 120));
    }
  });
  await troubles(service);
  isOver = true;
  await Promise.all(loops);
  for (const client of service.clients) if (service.hasExpired(client)) service.startAnew(client);
}

async function troubles(service: CoordinationService): Promise<void> {
  const random = service.simulation.random('troubles');
  for (const _ of service.rounds(TROUBLES)) {
    await service.sleep(random.between(50, 400));
    const isHolder = random.chance(0.5);
    const holder = isHolder ? await service.until(() => service.holderOf('a'), 300, 3) : undefined;
    const client = holder ?? random.pick(service.clients);
    // Sometimes too long for its session, sometimes not.
    const forMs = random.between(100, 1.6 * SESSION_MS);
    const trouble = random.pick(['crash', 'pause', 'cut', 'service'] as const);
    if (trouble === 'crash') await crash(service, client, forMs / 2);
    if (trouble === 'pause') await pause(service, client, forMs);
    if (trouble === 'cut') await cut(service, client, forMs);
    // Too short for any session.
    if (trouble === 'service') await service.serviceStandsStill(forMs / 4);
  }
}

async function crash(service: CoordinationService, client: number, forMs: number): Promise<void> {
  service.crashClient(client);
  await service.sleep(forMs);
  service.startClient(client);
}

async function pause(service: CoordinationService, client: number, forMs: number): Promise<void> {
  service.pauseClient(client);
  await service.sleep(forMs);
  service.resumeClient(client);
}

async function cut(service: CoordinationService, client: number, forMs: number): Promise<void> {
  service.cutOff(client);
  await service.sleep(forMs);
  service.reconnect(client);
}
