import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { ControllerService } from './controller-service.ts';

async function joinAndLeave(simulation: Simulation): Promise<void> {
  const controller = new ControllerService(simulation, { size: 3, clerks: 1 });
  controller.startAll();
  await controller.query(0);
  await controller.join(0, 1);
  await controller.query(0);
  await controller.join(0, 2);
  await controller.query(0);
  await controller.leave(0, 1);
  await controller.query(0);
  await controller.leave(0, 2);
  await controller.judge();
}

export const CONTROLLER: readonly Scenario[] = [
  {
    name: 'groups join and leave',
    slug: 'join-leave',
    points: 30,
    paper: 'contract',
    about:
      'Two groups join one by one, and leave one by one. Each configuration must have exactly the groups that are there, and spread all shards over them.',
    floors: { configurations: 4 },
    run: joinAndLeave,
  },
];
