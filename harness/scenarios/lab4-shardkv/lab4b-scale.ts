import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { readAll } from '../lab3-kvraft/clerk-staging.ts';
import { token } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import { runningService } from './faults-staging.ts';
import type { ShardService } from './shard-service.ts';
import { keyIn } from './shard-staging.ts';
import { Churn } from './shard-storm.ts';

/** How big a world is, and how much happens in it. */
export interface Scale {
  /** Of three servers each. Half of them are in the first configuration. */
  readonly groups: number;
  readonly shards: number;
  readonly clerks: number;
  readonly operationsPerClerk: number;
  /** Of the configuration, at most. */
  readonly changes: number;
}

/** Clerks ask for keys of all shards, while groups join and leave and shards move. */
export async function churnAtScale(simulation: Simulation, scale: Scale): Promise<void> {
  const gids = Array.from({ length: scale.groups }, (_, index) => index + 1);
  const present = gids.slice(0, Math.ceil(scale.groups / 2));
  const { clerks, shards: shardCount } = scale;
  const service = await runningService(
    simulation,
    { gids, clerks, shardCount, maxStateBytes: 4000 },
    present,
  );
  const churn = new Churn(service, { present, most: scale.changes, pauseMs: [20, 80] });
  await Promise.all(service.clerks.all.map((clerk) => askForAnyShard(service, clerk, scale)));
  await churn.stop();
  await readAll(service);
  await service.judge();
}

async function askForAnyShard(
  { clerks, simulation }: ShardService,
  clerk: number,
  { shards, operationsPerClerk }: Scale,
): Promise<void> {
  const random = simulation.random(`workload of clerk ${clerk}`);
  for (let nth = 1; nth <= operationsPerClerk; nth++) {
    const key = keyIn(random.integer(0, shards - 1));
    if (random.chance(0.4)) await clerks.get(clerk, key);
    else await clerks.append(clerk, key, token(clerk, nth));
    await simulation.sleep(random.between(0, 15));
  }
}

export const SCALE: readonly Scenario[] = [
  {
    name: 'twenty groups and a hundred shards',
    slug: 'scale',
    points: 2,
    paper: 'contract',
    about:
      'Twenty groups of three servers have a hundred shards between them, and join and leave at random, while ten clerks read and write keys of all shards.',
    floors: { answers: 150, changes: 3 },
    run: (simulation) =>
      churnAtScale(simulation, { groups: 20, shards: 100, clerks: 10, operationsPerClerk: 20, changes: 5 }),
  },
];
