import { UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { storm } from '../lab2-raft/storm.ts';
import { endAllFaults } from '../lab3-kvraft/clerk-staging.ts';
import { ClerkWorkload } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import type { ControllerOptions, ControllerService } from './controller-service.ts';
import { anyGids, blindChange, calmController } from './controller-staging.ts';

interface Troubles extends ControllerOptions {
  readonly isLossy: boolean;
  /** Between an answer and the next request, in virtual ms. */
  readonly pauseMs: readonly [min: number, max: number];
  /** What happens in a round, while clerks ask. */
  readonly round: (controller: ControllerService, random: Random) => Promise<void>;
  readonly rounds: number;
}

/** Clerks ask for changes all the time, whatever befalls the servers and themselves. */
async function under(simulation: Simulation, troubles: Troubles): Promise<void> {
  const { isLossy, pauseMs, round, rounds } = troubles;
  const controller = calmController(simulation, troubles);
  if (isLossy) controller.setFaults(UNRELIABLE);
  const random = simulation.random('troubles');
  const gids = anyGids(random, 6);
  const load = new ClerkWorkload(controller.clerks, {
    pauseMs,
    next: (_clerk, _nth, chance) => blindChange(controller, gids, chance),
  });
  load.start();
  await controller.oneLeader();
  for (const _ of controller.rounds(rounds)) await round(controller, random);
  endAllFaults(controller);
  await controller.oneLeader();
  await load.stop(5000);
  // Whatever is still under way arrives.
  await controller.sleep(2300);
  await controller.judge();
}

/** Servers and clerks fall apart at random; or all servers crash together, or one of them. */
async function partitionOrRestart(controller: ControllerService, random: Random): Promise<void> {
  const { all, clerks } = controller;
  const servers = random.shuffle(all);
  const dice = random.between(0, 1);
  if (dice < 0.6) {
    const cut = random.integer(1, all.length - 1);
    const there = clerks.all.filter(() => random.chance(0.3));
    const here = clerks.all.filter((clerk) => !there.includes(clerk));
    controller.partitionAll(
      { servers: servers.slice(0, cut), clerks: there },
      { servers: servers.slice(cut), clerks: here },
    );
    await controller.sleep(random.between(300, 500));
    controller.heal();
    return;
  }
  const victims = dice < 0.8 ? servers : servers.slice(0, 1);
  for (const server of victims) controller.crash(server);
  controller.simulation.count('restartsUnderLoad', victims.length);
  await controller.sleep(random.between(0, 200));
  controller.startAll();
  await controller.oneLeader();
  await controller.sleep(random.between(50, 200));
}

/** What storms do to servers, and then something to clerks. */
async function stormOverAll(controller: ControllerService, random: Random): Promise<void> {
  await storm(controller, random, 4);
  const { clerks } = controller;
  const clerk = random.pick(clerks.all);
  switch (random.integer(0, 3)) {
    case 0:
      return controller.clerks.startAnew(clerk);
    case 1:
      return clerks.pause(clerk);
    case 2:
      return clerks.setFaults(clerk, { duplicateRatio: 0.5, holdRequestRatio: 0.3, holdReplyRatio: 0.2 });
    default:
      return clerks.resume(clerk);
  }
}

export const TROUBLED: readonly Scenario[] = [
  {
    name: 'losses, partitions and restarts',
    slug: 'everything',
    points: 1,
    paper: 'Raft §8',
    about:
      'Six clients ask for changes and configurations, while one message in ten is lost each way, servers and clients fall apart, and servers crash, alone and together. Snapshots are taken.',
    floors: { configurations: 4, restartsUnderLoad: 1, snapshots: 2 },
    run: (simulation) =>
      under(simulation, {
        size: 3,
        clerks: 6,
        maxStateBytes: 1000,
        isLossy: true,
        pauseMs: [0, 60],
        rounds: 6,
        round: partitionOrRestart,
      }),
  },
  {
    name: 'a storm over servers and clients',
    slug: 'storm',
    points: 1,
    paper: 'Raft §8',
    about:
      'Whatever can befall servers, clients, clocks and the network, one thing after the other, while four clients ask for changes and configurations. Then all is well again, and everybody has an answer.',
    floors: { configurations: 5, leaderChanges: 0.3 },
    run: (simulation) =>
      under(simulation, {
        size: 5,
        clerks: 4,
        maxStateBytes: 1500,
        isLossy: false,
        pauseMs: [20, 80],
        rounds: 6,
        round: stormOverAll,
      }),
  },
];
