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
    const holder = service.holderOf('a');
    const client = holder !== undefined && random.chance(0.4) ? holder : random.pick(service.clients);
    // Sometimes too long for its session, sometimes not.
    const forMs = random.between(100, 1.6 * SESSION_MS);
    const kind = random.pick(['crash', 'pause', 'cut'] as const);
    if (kind === 'crash') service.crashClient(client);
    if (kind === 'pause') service.pauseClient(client);
    if (kind === 'cut') service.cutOff(client);
    await service.sleep(kind === 'crash' ? forMs / 2 : forMs);
    if (kind === 'crash') service.startClient(client);
    if (kind === 'pause') service.resumeClient(client);
    if (kind === 'cut') service.reconnect(client);
  }
}
