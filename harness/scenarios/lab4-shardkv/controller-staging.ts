import { LONG_WAITS } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { ControllerInput } from '../../check/controller-model.ts';
import type { ShardConfig } from '../../check/shard-config.ts';
import { ANSWER_LIMIT_MS, type OpenOperation } from '../lab3-kvraft/clerks.ts';
import { type ControllerOptions, ControllerService, serverNames } from './controller-service.ts';

export type OpenControllerOperation = OpenOperation<ControllerInput, ShardConfig | undefined>;

/** A running controller on a calm network, where whoever calls a dead server waits long for the bad news. */
export function calmController(simulation: Simulation, options: ControllerOptions): ControllerService {
  const controller = new ControllerService(simulation, options);
  controller.setFaults(LONG_WAITS);
  controller.startAll();
  return controller;
}

// Changes
// ----------------------------------------------------------------------------------------------------------

/** Groups of three servers each, whose names tell their gids. */
export function joinOf(...gids: readonly number[]): ControllerInput {
  return { kind: 'join', groups: gids.map((gid) => [gid, serverNames(gid, 3)]) };
}

export function leaveOf(...gids: readonly number[]): ControllerInput {
  return { kind: 'leave', gids };
}

/** The gids of the newest configuration that anybody has seen, as they stand in its map. */
export function gidsOf(controller: ControllerService): number[] {
  return [...(controller.record.book.newest?.groups.keys() ?? [])];
}

export function newestNumber(controller: ControllerService): number {
  return controller.record.book.newest?.number ?? 0;
}

/** A join or leave of up to `most` of these groups, or a move: one that has an effect now, if one can. */
export function changeOf(
  controller: ControllerService,
  gids: readonly number[],
  random: Random,
  most: number = 3,
): ControllerInput {
  const present = gidsOf(controller);
  const absent = gids.filter((gid) => !present.includes(gid));
  const some = (all: readonly number[]) => random.shuffle(all).slice(0, random.integer(1, most));
  if (present.length > 0 && random.chance(0.2)) {
    return { kind: 'move', shard: random.integer(0, controller.shardCount - 1), gid: random.pick(present) };
  }
  const joins = absent.length > 0 && random.chance(absent.length / gids.length + 0.1);
  return joins || present.length === 0 ? joinOf(...some(absent)) : leaveOf(...some(present));
}

/** One such change after the other, each of them looked at. */
export async function changeAndLook(
  controller: ControllerService,
  changes: number,
  gids: readonly number[],
  random: Random,
): Promise<void> {
  for (const _ of controller.rounds(changes)) {
    await controller.clerks.ask(0, changeOf(controller, gids, random));
    await controller.look(0);
  }
}

/** Different gids up to 1000, in any order. */
export function anyGids(random: Random, count: number): number[] {
  const gids = new Set<number>();
  while (gids.size < count) gids.add(random.integer(1, 1000));
  return [...gids];
}

/** What clerks ask for who do not look first: often it has no effect. */
export function blindChange(
  controller: ControllerService,
  gids: readonly number[],
  random: Random,
): ControllerInput {
  const some = () => random.shuffle(gids).slice(0, random.integer(1, 2));
  const dice = random.between(0, 1);
  if (dice < 0.3) return joinOf(...some());
  if (dice < 0.5) return leaveOf(...some());
  if (dice < 0.7) {
    return { kind: 'move', shard: random.integer(0, controller.shardCount - 1), gid: random.pick(gids) };
  }
  if (dice < 0.9) return { kind: 'query' };
  return { kind: 'query', number: random.integer(0, newestNumber(controller) + 1) };
}

// Looking
// ----------------------------------------------------------------------------------------------------------

/** A clerk looks at all configurations that anybody has seen, and asks this server first. */
export async function readHistory(
  controller: ControllerService,
  clerk: number,
  first?: number,
): Promise<void> {
  controller.clerks.startAnew(clerk, first);
  await controller.query(clerk);
  for (let number = 0; number <= newestNumber(controller); number++) await controller.query(clerk, number);
}

/** A clerk looks until the newest number exceeds `before`: for 5 s at most, as long as an answer may take. */
export async function seeChange(controller: ControllerService, clerk: number, before: number): Promise<void> {
  const deadline = controller.simulation.nowMs + ANSWER_LIMIT_MS;
  do {
    await controller.look(clerk);
    if (newestNumber(controller) > before) return;
    await controller.sleep(20);
  } while (controller.simulation.nowMs < deadline);
}
