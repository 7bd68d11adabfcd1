import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { sharedKeys, Workload } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
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

async function scale(simulation: Simulation): Promise<void> {
  const gids = Array.from({ length: 20 }, (_, index) => index + 1);
  const service = new ShardService(simulation, { gids, clerks: 10, shardCount: 100, maxStateBytes: 2000 });
  service.startAll();
  await service.join(...gids.slice(0, 10));
  const load = new Workload(service.clerks, {
    pauseMs: [0, 20],
    next: (clerk, nth, random) => ({
      kind: 'append',
      key: `${random.integer(0, 99)}/k`,
      value: `[${clerk}.${nth}]`,
    }),
  });
  load.start();
  const random = simulation.random('churn');
  for (let i = 0; i < 5; i++) {
    const present = new Set(service.config?.groups.keys());
    const absent = gids.filter((g) => !present.has(g));
    const gid = random.pick(random.chance(0.6) ? absent : [...present]);
    if (present.has(gid)) await service.leave(gid);
    else await service.join(gid);
    await simulation.sleep(300);
  }
  await load.stop(5000);
  await service.judge();
}

export const SHARDS: readonly Scenario[] = [
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
  {
    name: 'scale',
    slug: 'scale',
    points: 30,
    paper: 'contract',
    about: 'x',
    floors: { answers: 40 },
    run: scale,
  },
];
