import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { sharedKeys, Workload } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import { DELETION } from './lab4b-deletion.ts';
import { SHARD_ECONOMY } from './lab4b-economy.ts';
import { CONTROLLER_FAULTS } from './lab4b-faults-controller.ts';
import { CRASHES } from './lab4b-faults-crashes.ts';
import { GROUP_FAULTS } from './lab4b-faults-groups.ts';
import { LATE } from './lab4b-faults-late.ts';
import { MOVES } from './lab4b-moves.ts';
import { SCALE } from './lab4b-scale.ts';
import { SERVICE } from './lab4b-service.ts';
import { STORMS } from './lab4b-storms.ts';
import { ShardService } from './shard-service.ts';

async function joinThenLeave(simulation: Simulation): Promise<void> {
  const service = new ShardService(simulation, { gids: [1, 2], clerks: 1 });
  service.startAll();
  await service.join(1);
  const keys = Array.from({ length: 10 }, (_, shard) => `${shard}/key`);
  for (const key of keys) await service.clerks.append(0, key, '[a]');
  await service.join(2);
  for (const key of keys) await service.clerks.append(0, key, '[b]');
  await service.leave(1);
  for (const key of keys) await service.clerks.append(0, key, '[c]');
  await simulation.sleep(1000);
  service.crashGroup(1);
  for (const key of keys) await service.clerks.get(0, key);
  await service.judge();
}

async function churn(simulation: Simulation): Promise<void> {
  const service = new ShardService(simulation, { gids: [1, 2, 3], clerks: 5, maxStateBytes: 1000 });
  service.startAll();
  await service.join(1);
  const load = new Workload(service.clerks, {
    pauseMs: [0, 20],
    next: (clerk, nth, random) => {
      const { key, ...rest } = sharedKeys(20)(clerk, nth, random);
      return { ...rest, key: `${key.slice(4)}/k` } as ReturnType<ReturnType<typeof sharedKeys>>;
    },
  });
  load.start();
  for (const round of [0, 1]) {
    await service.join(2);
    await simulation.sleep(500);
    await service.join(3);
    await simulation.sleep(500);
    await service.leave(1);
    await simulation.sleep(500);
    await service.leave(3);
    await service.join(1);
    await simulation.sleep(500);
    if (round === 0) await service.leave(2);
  }
  await load.stop(5000);
  await service.judge();
}

export const SHARDS: readonly Scenario[] = [
  ...MOVES,
  ...DELETION,
  ...SERVICE,
  ...SHARD_ECONOMY,
  ...CONTROLLER_FAULTS,
  ...GROUP_FAULTS,
  ...CRASHES,
  ...LATE,
  ...STORMS,
  ...SCALE,
  {
    name: 'a group joins, another leaves',
    slug: 'join-then-leave',
    points: 30,
    paper: 'contract',
    about: 'x',
    floors: { answers: 40 },
    run: joinThenLeave,
  },
  {
    name: 'churn',
    slug: 'churn',
    points: 30,
    paper: 'contract',
    about: 'x',
    floors: { answers: 40 },
    run: churn,
  },
];
