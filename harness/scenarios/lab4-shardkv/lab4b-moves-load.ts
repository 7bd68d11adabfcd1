import { UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { readAll } from '../lab3-kvraft/clerk-staging.ts';
import { Workload } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import type { Gid } from './contract.ts';
import { appendsTo, hashedKeys, MOVE_LIMIT_MS, mixOf } from './moves-staging.ts';
import { calmShards, leadersEverywhere, recover } from './shard-staging.ts';

/** Clerks append while most groups change at once. */
async function groupsReplaced(simulation: Simulation): Promise<void> {
  const service = calmShards(simulation, { gids: [1, 2, 3], clerks: 10 });
  const { controller } = service;
  await service.join(1, 2, 3);
  const load = new Workload(service.clerks, { pauseMs: [150, 350], next: appendsTo(hashedKeys(service)) });
  load.start();
  await service.leave(1, 3);
  await controller.sleep(200);
  await service.join(1, 3);
  await service.leave(2);
  await controller.sleep(200);
  await service.join(2);
  await service.leave(1, 3);
  await controller.sleep(MOVE_LIMIT_MS);
  service.crashGroup(1);
  service.crashGroup(3);
  await controller.sleep(100);
  service.startAll();
  await service.join(1, 3);
  await leadersEverywhere(service);
  await load.stop(5000);
  await readAll(service);
  await service.judge();
}

/** What becomes of messages in the lossy runs, beyond a loss of one in ten. */
const WORSE = {
  duplicateRatio: 0.2,
  holdRequestRatio: 0.03,
  holdReplyRatio: 0.05,
  holdMs: [100, 600],
} as const;

/** All kinds of operations, and messages lost, doubled and late. */
async function lossyMoves(simulation: Simulation): Promise<void> {
  const gids = [1, 2, 3, 4];
  const service = calmShards(simulation, { gids, clerks: 6, maxStateBytes: 2000 });
  const { controller } = service;
  await service.join(1);
  controller.setFaults({ ...UNRELIABLE, ...WORSE });
  const load = new Workload(service.clerks, { pauseMs: [10, 60], next: mixOf(hashedKeys(service)) });
  load.start();
  const random = simulation.random('changes');
  for (const _ of controller.rounds(8)) {
    const present = [...(service.config?.groups.keys() ?? [])];
    const absent = gids.filter((gid) => !present.includes(gid));
    const isJoin = absent.length > 0 && (present.length < 2 || random.chance(0.5));
    const some = (of: readonly Gid[], most: number) => random.shuffle(of).slice(0, random.integer(1, most));
    if (isJoin) await service.join(...some(absent, absent.length));
    else if (present.length > 1) await service.leave(...some(present, present.length - 1));
    await controller.sleep(random.between(0, 250));
  }
  await recover(service);
  await load.stop(5000);
  await readAll(service);
  await service.judge();
}

export const MOVES_UNDER_LOAD: readonly Scenario[] = [
  {
    name: 'several groups leave and join at once',
    slug: 'groups-replaced',
    points: 1,
    paper: 'contract',
    about:
      'Ten clients append while two of three groups leave in one change, come back and leave again; 1 s later they are shut down, which nobody notices. Each append is there once.',
    floors: { appends: 20, configurations: 6 },
    run: groupsReplaced,
  },
  {
    name: 'groups come and go while messages are lost, doubled and late',
    slug: 'lossy-moves',
    points: 2,
    paper: 'contract',
    about:
      'Six clients read, append and put, and one to three of four groups join or leave at a time. One message in ten is lost each way, one in five comes twice, and some come up to 0.6 s late.',
    floors: { answers: 15, configurations: 6 },
    run: lossyMoves,
  },
];
