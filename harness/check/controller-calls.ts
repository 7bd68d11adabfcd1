import type { ControllerInput } from './controller-model.ts';

/** For tests: calls of a clerk. Each group has one server of its own. */
export function join(...gids: readonly number[]): ControllerInput {
  return { kind: 'join', groups: gids.map((gid) => [gid, [`server ${gid}`]] as const) };
}

export function leave(...gids: readonly number[]): ControllerInput {
  return { kind: 'leave', gids };
}

export function move(shard: number, gid: number): ControllerInput {
  return { kind: 'move', shard, gid };
}

export function query(number?: number): ControllerInput {
  return { kind: 'query', number };
}
