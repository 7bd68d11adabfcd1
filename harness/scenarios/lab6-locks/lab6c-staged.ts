import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { StagedFailure } from '../scenario.ts';
import { RECIPES } from './coordination-judge.ts';
import { CoordinationService } from './coordination-service.ts';

const CLIENTS = 20;

async function herd(simulation: Simulation): Promise<void> {
  const service = new CoordinationService(simulation, { clients: CLIENTS, program: 'herdSession' });
  await service.acquire(0);
  for (const client of service.clients.slice(1)) void service.acquire(client);
  await service.sleep(40);
  await service.releaseLock(0);
  await service.settle();
}

export const QUEUES_STAGED: readonly StagedFailure[] = [
  {
    name: 'a herd',
    slug: 'herd',
    points: 0,
    paper: RECIPES,
    about:
      'The paper’s simple lock, which is given: one node, which all of 19 clients watch while client 0 has it. At its release all of them wake and ask, and 18 ask in vain.',
    floors: {},
    breaks: 'lock/herd',
    at: 'every seed',
    run: herd,
  },
];
