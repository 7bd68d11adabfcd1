import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { readWorkerOptions } from './worker-options.ts';

it('has a job for each core, and the best sandbox', () => {
  expect(readWorkerOptions(['redis://queue:6379'])).toEqual({
    url: 'redis://queue:6379',
    jobs: availableParallelism(),
    sandbox: undefined,
  });
});

it('takes options as words and as flags', () => {
  const asked = { url: 'redis://q', jobs: 7, sandbox: 'node' };
  expect(readWorkerOptions(['redis://q', 'jobs=7', 'sandbox=node'])).toEqual(asked);
  expect(readWorkerOptions(['redis://q', '--jobs', '7', '--sandbox', 'node'])).toEqual(asked);
});

it.each([
  [[], /^name the Redis that the gradings use: npm run grade:worker -- redis:/],
  [['redis://a', 'redis://b'], /^one Redis at a time: npm run grade:worker/],
  [['redis://a', '--jobs', '0'], /It must be a whole number from 1 to 1024\.$/],
  [['redis://a', '--sandbox', 'none'], /Allowed choices are bwrap, unshare, limits, node/],
  [['redis://a', '--job', '2'], /^unknown option '--job'/],
])('refuses %j', (words, message) => {
  expect(() => readWorkerOptions(words)).toThrow(message);
});
