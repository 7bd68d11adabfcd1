import { type Change, changeBetween, effectOf, isMadeBy, tellChange } from './controller-effect.ts';
import type { Model } from './linearizability/model.ts';
import type { ShardConfig } from './shard-config.ts';
import { listGroups, someOf } from './shard-config-texts.ts';

/** A call of a clerk, as plain data: pairs of gid and server names instead of a map. */
export type ControllerInput =
  | { readonly kind: 'join'; readonly groups: readonly (readonly [number, readonly string[]])[] }
  | { readonly kind: 'leave'; readonly gids: readonly number[] }
  | { readonly kind: 'move'; readonly shard: number; readonly gid: number }
  | { readonly kind: 'query'; readonly number?: number | undefined };

/** Of a query the number of the configuration that it gave; of others null. */
export type ControllerOutput = number | null;

/**
 * The shard controller of a run, given all configurations that it has made, from number 0 on. How a join or
 * leave spreads the shards is up to the controller, so what it made is taken for granted here (`checkChange`
 * judges it): an operation that has an effect leads to the next configuration, if it is the one that changes
 * the groups, or the one shard, in just this way. The state is the number of the newest configuration.
 *
 * The newest must be among them: a change that was answered and is in none of them has no place. Throws a
 * `RangeError` if a configuration before it is missing: ask the controller for each number.
 */
export function controllerModel(
  configs: readonly ShardConfig[],
): Model<ControllerInput, ControllerOutput, number> {
  const gap = configs.findIndex(({ number }, index) => number !== index);
  if (gap >= 0 || configs.length === 0) throw new RangeError(`configuration ${Math.max(gap, 0)} is missing`);
  const changes = changesBetween(configs);

  function step(
    state: number,
    input: ControllerInput,
    output: ControllerOutput | undefined,
  ): number | undefined {
    const config = configs[state];
    if (!config) return undefined;
    if (input.kind === 'query') {
      return output === undefined || output === answerTo(input.number, state) ? state : undefined;
    }
    if (output !== undefined && output !== null) return undefined;
    if (!effectOf(config, input)) return state;
    const change = changes[state];
    return change && isMadeBy(change, input) ? state + 1 : undefined;
  }

  return {
    name: 'shard controller',
    initial: 0,
    step,
    key: (state) => state,
    // So are joins, leaves and moves that none of the changes can be from.
    isReadOnly: (input) => configs.every((_, state) => (step(state, input, undefined) ?? state) === state),
    backwards: {
      required(input, output) {
        if (input.kind !== 'query' || typeof output !== 'number') return undefined;
        // An old configuration can be had in its own state and all that come later.
        return output === input.number ? undefined : output;
      },
      before: (state, input, output) => (step(state - 1, input, output) === state ? state - 1 : undefined),
      // Where an operation has an effect, it is possible only before the configuration that it made.
      isBlind: () => false,
    },
    describe: describeCall,
    describeState: (state) => describeState(configs, changes, state),
  };
}

function changesBetween(configs: readonly ShardConfig[]): readonly Change[] {
  return configs.slice(1).map((after, index) => changeBetween(configs[index] as ShardConfig, after));
}

/** The number of the configuration that a query gives. */
function answerTo(asked: number | undefined, newest: number): number {
  const exists = asked !== undefined && Number.isInteger(asked) && asked >= 0 && asked <= newest;
  return exists ? asked : newest;
}

/** `join(3: g3.0 g3.1 g3.2)`; with its output `query(2) gives configuration 2`. */
export function describeCall(input: ControllerInput, output?: ControllerOutput): string {
  if (input.kind === 'join') {
    return `join(${someOf(input.groups.map(([gid, names]) => `${gid}: ${names.join(' ')}`))})`;
  }
  if (input.kind === 'leave') return `leave(${someOf(input.gids.map(String))})`;
  if (input.kind === 'move') return `move(shard ${input.shard} to group ${input.gid})`;
  const query = `query(${input.number ?? ''})`;
  return typeof output === 'number' ? `${query} gives configuration ${output}` : query;
}

/** With more shards than that, a state says nothing of them. */
const MOST_SHARDS_SHOWN = 20;

/** With what the next one changes, since that is what an operation has to fit. */
function describeState(configs: readonly ShardConfig[], changes: readonly Change[], state: number): string {
  const config = configs[state];
  if (!config) return `configuration ${state}, which the controller never made`;
  const { groups, shards } = config;
  const gids = listGroups([...groups.keys()].sort((a, b) => a - b));
  const isShown = groups.size > 0 && shards.length <= MOST_SHARDS_SHOWN;
  const shown = isShown ? `, shards in ${shards.join(' ')}` : '';
  const change = changes[state];
  const next = change ? `in configuration ${state + 1} ${tellChange(change)}` : 'it is the newest';
  return `configuration ${state} (${gids}${shown}; ${next})`;
}
