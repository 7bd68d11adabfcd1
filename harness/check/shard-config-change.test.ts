import { describe, expect, it } from 'vitest';
import { Random } from '../../labrpc/sim/random.ts';
import type { ControllerInput } from './controller-model.ts';
import { type ControllerState, sequentialController } from './sequential-controller.ts';
import type { ShardConfig } from './shard-config.ts';
import { checkChange } from './shard-config-change.ts';

/** Groups by number; each has a server of its own. */
function config(number: number, shards: readonly number[], gids: readonly number[]): ShardConfig {
  return { number, shards, groups: new Map(gids.map((gid) => [gid, [`server ${gid}`]])) };
}

const EMPTY = config(0, [0, 0, 0, 0, 0, 0], []);
const ONE = config(1, [1, 1, 1, 1, 1, 1], [1]);
const TWO = config(2, [1, 1, 1, 2, 2, 2], [1, 2]);

function three(shards: readonly number[], gids: readonly number[]): ShardConfig {
  return config(3, shards, gids);
}

function change(before: ShardConfig, after: ShardConfig): () => void {
  return () => checkChange(before, after, 'clerk 0');
}

describe('a change', () => {
  it.each<readonly [string, ShardConfig, ShardConfig]>([
    ['a first join', EMPTY, ONE],
    ['a join', ONE, TWO],
    ['a join of two', TWO, three([1, 1, 3, 2, 2, 4], [1, 2, 3, 4])],
    ['a leave', TWO, three([2, 2, 2, 2, 2, 2], [2])],
    ['a leave of all', TWO, three([0, 0, 0, 0, 0, 0], [])],
    ['a move', TWO, three([2, 1, 1, 2, 2, 2], [1, 2])],
    ['a join of more groups than there are shards', TWO, three([1, 3, 4, 2, 5, 6], [1, 2, 3, 4, 5, 6, 7])],
  ])('may be %s', (_, before, after) => {
    expect(change(before, after)).not.toThrow();
  });

  const renamed = { ...ONE, number: 2, groups: new Map([[1, ['server 2']]]) };

  it.each<readonly [string, string, ShardConfig, ShardConfig]>([
    [
      'no-effect',
      'everything is as in configuration 2: only a change that has an effect raises the number',
      TWO,
      { ...TWO, number: 3 },
    ],
    [
      'one-change',
      'group 3 came and group 2 left since configuration 2: a join only adds groups, a leave only removes them',
      TWO,
      three([1, 1, 1, 3, 3, 3], [1, 3]),
    ],
    [
      'one-change',
      'the groups are those of configuration 2, and 2 shards moved (shard 0 from 1 to 2, shard 5 from 2 to 1): without a join or leave there can only be a move, of one shard',
      TWO,
      three([2, 1, 1, 2, 2, 1], [1, 2]),
    ],
    [
      'one-change',
      'group 1 is [server 2], and it was [server 1] in configuration 1: the servers of a group stay the same until it leaves',
      ONE,
      renamed,
    ],
    [
      'balanced',
      'group 1 has 3 of the 6 shards and group 3 has 1: after a join or leave no two groups differ by more than one',
      TWO,
      three([1, 1, 1, 2, 2, 3], [1, 2, 3]),
    ],
    [
      'balanced',
      'group 1 has 2 of the 6 shards and group 3 has 0',
      TWO,
      three([1, 1, 4, 2, 5, 6], [1, 2, 3, 4, 5, 6, 7]),
    ],
    [
      'fewest-moves',
      '3 shards moved since configuration 2, and 2 had to: shard 3 went from 2 to 3, though shard 0 went from 1 to 2: shard 3 could have stayed, and shard 0 gone to 3',
      TWO,
      three([2, 1, 1, 3, 3, 2], [1, 2, 3]),
    ],
    [
      'fewest-moves',
      '4 shards moved since configuration 2, and 2 had to: shard 0 went from 1 to 3, though shard 3 went from 2 to 1: shard 0 could have stayed, and shard 3 gone to 3',
      config(2, [1, 1, 1, 2, 2, 2], [1, 2]),
      three([3, 2, 1, 1, 2, 3], [1, 2, 3]),
    ],
  ])('breaks %s: %s', (rule, message, before, after) => {
    expect(change(before, after)).toThrow(
      expect.objectContaining({
        rule: `controller/${rule}`,
        actor: 'clerk 0',
        message: expect.stringContaining(`clerk 0 found that in configuration ${after.number}, ${message}`),
      }),
    );
  });

  it('is between neighbours', () => {
    expect(change(EMPTY, TWO)).toThrow(RangeError);
  });
});

/** A controller with so many shards after a random sequence of changes. */
function churn(shardCount: number, groups: number, seed: number): ControllerState {
  const random = new Random('churn', shardCount, seed);
  const controller = sequentialController(shardCount);
  let state = controller.initial;
  const someGids = () => Array.from({ length: random.integer(1, 3) }, () => random.integer(1, groups));
  for (let turn = 0; turn < 40; turn++) {
    const inputs: ControllerInput[] = [
      { kind: 'join', groups: [...new Set(someGids())].map((gid) => [gid, [`server ${gid}`]] as const) },
      { kind: 'leave', gids: someGids() },
      { kind: 'move', shard: random.integer(0, shardCount - 1), gid: random.integer(1, groups) },
    ];
    state = controller.apply(state, random.pick(inputs))?.state ?? state;
  }
  return state;
}

describe('a controller as it should be', () => {
  it.each([
    [1, 3],
    [10, 5],
    [10, 20],
    [100, 20],
  ])('passes with %i shards and %i groups', (shardCount, groups) => {
    for (let seed = 0; seed < 20; seed++) {
      const configs = churn(shardCount, groups, seed);
      expect(configs.length).toBeGreaterThan(5);
      for (const [index, after] of configs.slice(1).entries())
        checkChange(configs[index] as ShardConfig, after, 'c');
    }
  });

  it('moves too much if it deals shards anew at every join or leave', () => {
    const [, ...configs] = churn(10, 5, 1);
    let found = 0;
    for (const [index, { number, groups }] of configs.slice(1).entries()) {
      const before = configs[index] as ShardConfig;
      if (groups.size === before.groups.size || groups.size < 2 || before.groups.size < 2) continue;
      const gids = [...groups.keys()];
      const shards = before.shards.map((_, shard) => gids[(shard + number) % gids.length] as number);
      found++;
      expect(change(before, { number, groups, shards })).toThrow(/shards moved since configuration/);
    }
    expect(found).toBeGreaterThan(5);
  });
});
