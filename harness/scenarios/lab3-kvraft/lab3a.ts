import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { KvService } from './kv-service.ts';
import { ownKeys, Workload } from './workload.ts';

async function oneClient(simulation: Simulation): Promise<void> {
  const kv = new KvService(simulation, { size: 5, clerks: 1 });
  kv.startAll();
  const workload = new Workload(kv, { pauseMs: [0, 20], next: ownKeys });
  workload.start();
  await kv.sleep(2000);
  await workload.stop(5000);
  kv.judge();
}

export const SERVICE: readonly Scenario[] = [
  {
    name: 'one client',
    slug: 'one-client',
    points: 1,
    paper: 'Raft §8',
    about: 'One client appends to a key and reads it.',
    floors: { answers: 50 },
    run: oneClient,
  },
];
