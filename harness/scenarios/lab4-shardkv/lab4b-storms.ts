import { UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { loadOn, runningService } from './faults-staging.ts';
import { finish, recover } from './shard-staging.ts';
import { Churn, shardStorm } from './shard-storm.ts';

/** Nothing is safe on its way, every clock is wrong, and everything moves. */
async function lossy(simulation: Simulation): Promise<void> {
  const service = await runningService(
    simulation,
    { gids: [1, 2, 3], clerks: 4, maxStateBytes: 3000 },
    [1, 2],
  );
  const faults = simulation.random('faults');
  service.controller.setFaults(UNRELIABLE);
  for (const cluster of service.allClusters) {
    for (const index of cluster.all) cluster.drift(index, faults.between(0.8, 1.2));
  }
  const load = loadOn(service, [0, 30]);
  load.start();
  const churn = new Churn(service, { present: [1, 2], most: 5, pauseMs: [50, 400] });
  await service.controller.sleep(1500);
  await churn.stop();
  await finish(service, load);
}

/** All that can befall anybody, twice; each time there is quiet afterwards, and everything is served. */
async function everything(simulation: Simulation): Promise<void> {
  const service = await runningService(
    simulation,
    { gids: [1, 2, 3], clerks: 4, maxStateBytes: 3000 },
    [1, 2],
  );
  const faults = simulation.random('faults');
  const load = loadOn(service, [0, 30]);
  load.start();
  const churn = new Churn(service, { present: [1, 2], most: 10, pauseMs: [50, 400] });
  for (const _ of service.controller.rounds(2)) {
    await shardStorm(service, faults, 9);
    await recover(service);
    await service.controller.sleep(faults.between(0, 200));
  }
  await churn.stop();
  await finish(service, load);
}

export const STORMS: readonly Scenario[] = [
  {
    name: 'everything moves on a network that loses messages',
    slug: 'lossy-churn',
    points: 1,
    paper: 'contract',
    about:
      'One message in ten is lost each way, others are slow, and every server’s clock runs at its own speed, while groups join and leave and shards move. Everything arrives, once.',
    floors: { answers: 15, changes: 2 },
    run: lossy,
  },
  {
    name: 'every fault at once, then quiet',
    slug: 'shard-storm',
    points: 2,
    paper: 'contract',
    about:
      'All that can befall the controller, the groups and the clerks, while groups join and leave. When it is over and all have leaders, every clerk is answered within 5 s, and everything that was written is there.',
    floors: { answers: 40, changes: 2, crashes: 5 },
    run: everything,
  },
];
