import { expect, it } from 'vitest';
import { configNews, ownersText } from './config-news.ts';

const config = (number: number, shards: readonly number[], ...gids: readonly number[]) => {
  return { number, shards, groups: new Map(gids.map((gid) => [gid, [`g${gid}.0`]])) };
};
const CONFIGS = [
  config(0, [0, 0, 0, 0]),
  config(1, [1, 1, 1, 1], 1),
  config(2, [1, 1, 2, 2], 1, 2),
  config(3, [2, 2, 2, 2], 2),
  config(4, [2, 3, 2, 3], 2, 3),
] as const;

it('tells what a configuration changed', () => {
  expect(configNews(undefined, CONFIGS[1])).toBe('1 (group 1): shards 0–3 to group 1');
  expect(configNews(CONFIGS[1], CONFIGS[2])).toBe('2 (groups 1, 2): shards 2, 3 of group 1 to group 2');
  expect(configNews(CONFIGS[1], CONFIGS[4])).toBe(
    '4 (groups 2, 3): shards 0, 2 of group 1 to group 2; shards 1, 3 of group 1 to group 3',
  );
  expect(configNews(CONFIGS[3], { ...CONFIGS[3], number: 4 })).toBe('4 (group 2): no shard moves');
});

it('tells the groups that a shard has had', () => {
  expect(ownersText(CONFIGS, 0)).toBe('of group 1 from configuration 1 on, of group 2 from 3 on');
  expect(ownersText(CONFIGS, 3)).toBe(
    'of group 1 from configuration 1 on, of group 2 from 2 on, of group 3 from 4 on',
  );
  expect(ownersText([], 0)).toBe('of no group in any configuration that was seen');
});
