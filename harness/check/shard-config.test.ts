import { describe, expect, it } from 'vitest';
import { checkShape, checkValid, differenceOf, type ShardConfig } from './shard-config.ts';

const NAMES = ['a', 'b', 'c'];
const FIRST = { number: 0, shards: [0, 0, 0, 0], groups: new Map() };
const TWO_GROUPS: ShardConfig = {
  number: 3,
  shards: [1, 1, 2, 2],
  groups: new Map([
    [1, NAMES],
    [2, ['d']],
  ]),
};

function shapeOf(value: unknown): ShardConfig {
  return checkShape(value, 4, 'clerk 1');
}

describe('an answer', () => {
  it('is a configuration', () => {
    expect(shapeOf(TWO_GROUPS)).toEqual(TWO_GROUPS);
    expect(shapeOf(FIRST)).toEqual(FIRST);
    expect(shapeOf({ ...FIRST, number: 5 })).toEqual({ ...FIRST, number: 5 });
  });

  it.each<readonly [unknown, string]>([
    [undefined, 'gave undefined'],
    [null, 'gave null'],
    ['none', "gave 'none'"],
    [{ ...TWO_GROUPS, number: -1 }, 'its number is -1, not an integer from 0 on'],
    [{ ...TWO_GROUPS, number: '3' }, "its number is '3', not an integer from 0 on"],
    [{ ...TWO_GROUPS, shards: 'no' }, "its shards are 'no', not an array of gids"],
    [{ ...TWO_GROUPS, shards: [1, 1, 2] }, 'its shards has 3 entries for 4 shards'],
    [{ ...TWO_GROUPS, shards: [1, 1, null, 2] }, 'shard 2 is in group null, and gids are integers from 0 on'],
    [{ ...TWO_GROUPS, shards: [1, 1, 1.5, 2] }, 'shard 2 is in group 1.5'],
    [{ ...TWO_GROUPS, groups: { 1: NAMES } }, "its groups are { '1': [Array] }, not a Map"],
    [{ ...TWO_GROUPS, groups: new Map([['1', NAMES]]) }, "it has a group '1', and the gid of a group"],
    [{ ...TWO_GROUPS, groups: new Map([[0, NAMES]]) }, 'it has a group 0, and the gid of a group'],
    [{ ...TWO_GROUPS, groups: new Map([[1, 'a']]) }, "its group 1 is 'a', not an array of server names"],
    [{ ...TWO_GROUPS, groups: new Map([[1, [7]]]) }, 'its group 1 is [ 7 ], not an array of server names'],
  ])('is not %o', (value, message) => {
    const whole = `clerk 1's query must resolve to a configuration { number, shards, groups }, and ${message}`;
    expect(() => shapeOf(value)).toThrow(
      expect.objectContaining({
        rule: 'controller/answer',
        actor: 'clerk 1',
        message: expect.stringContaining(whole),
      }),
    );
  });
});

describe('a configuration', () => {
  it.each([FIRST, TWO_GROUPS, { ...FIRST, number: 5 }])('is %o', (config) => {
    expect(() => checkValid(config, 'clerk 1')).not.toThrow();
  });

  it.each<readonly [ShardConfig, string, string]>([
    [{ ...TWO_GROUPS, number: 0 }, 'first-config', 'configuration 0, in which groups 1, 2 exist: '],
    [
      { ...FIRST, groups: new Map([[5, NAMES]]) },
      'first-config',
      'configuration 0, in which group 5 exists: ',
    ],
    [{ ...FIRST, shards: [0, 0, 0, 1] }, 'first-config', 'shard 3 is in group 1: configuration 0 has no'],
    [
      { ...TWO_GROUPS, shards: [1, 3, 2, 2] },
      'valid',
      'shard 1 is in group 3, and there are only groups 1, 2',
    ],
    [
      { ...TWO_GROUPS, groups: new Map([[1, NAMES]]) },
      'valid',
      'shard 2 is in group 2, and there is only group 1',
    ],
    [
      { ...TWO_GROUPS, shards: [1, 1, 0, 2] },
      'valid',
      'shard 2 is in no group (gid 0), though there are groups 1, 2',
    ],
    [
      { ...FIRST, number: 2, shards: [0, 0, 0, 1] },
      'valid',
      'shard 3 is in group 1, and there are no groups',
    ],
  ])('is not %o', (value, rule, message) => {
    expect(() => checkValid(value, 'clerk 1')).toThrow(
      expect.objectContaining({
        rule: `controller/${rule}`,
        actor: 'clerk 1',
        message: expect.stringContaining(message),
      }),
    );
  });
});

describe('the difference of two configurations', () => {
  it('is nothing if only the order of the groups differs', () => {
    const turned = { ...TWO_GROUPS, groups: new Map([...TWO_GROUPS.groups].reverse()) };
    expect(differenceOf(TWO_GROUPS, turned)).toEqual({ added: [], removed: [], renamed: [], moved: [] });
  });

  it('is told in ascending order', () => {
    const groups = new Map([
      [7, NAMES],
      [9, NAMES],
      [8, NAMES],
      [2, ['d']],
      [1, ['b', 'a', 'c']],
    ]);
    const after = { ...TWO_GROUPS, shards: [9, 1, 2, 7], groups };
    expect(differenceOf(TWO_GROUPS, after)).toEqual({
      added: [7, 8, 9],
      removed: [],
      renamed: [1],
      moved: [0, 3],
    });
    expect(differenceOf(after, TWO_GROUPS).removed).toEqual([7, 8, 9]);
  });
});
