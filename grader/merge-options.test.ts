import { expect, it } from 'vitest';
import { readMergeOptions } from './merge-options.ts';

const ENV = { INIT_CWD: '/home/ta' };

it('has paths from where npm was called', () => {
  expect(readMergeOptions(['all', 'one', '/mnt/two'], ENV)).toEqual({
    out: '/home/ta/all',
    shards: ['/home/ta/one', '/mnt/two'],
    formats: [],
  });
});

it('takes formats that are for a whole class', () => {
  const asked = readMergeOptions(['all', 'one', '--format', 'junit', 'ctrf'], ENV);
  expect(asked).toMatchObject({ shards: ['/home/ta/one'], formats: ['junit', 'ctrf'] });
});

it.each([
  [[], /^name the folder for the results, and those of the shards: npm run grade:merge -- OUT SHARD…$/],
  [['all'], /^name the folder for the results, and those of the shards/],
  [['all', 'one', '--format', 'gradescope'], /Allowed choices are junit, ctrf\.$/],
  [['all', 'one', '--formt', 'junit'], /^unknown option '--formt'/],
])('refuses %j', (words, message) => {
  expect(() => readMergeOptions(words, ENV)).toThrow(message);
});
