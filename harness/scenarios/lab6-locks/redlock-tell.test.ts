import { expect, it } from 'vitest';
import { tellRedlock } from './redlock-tell.ts';

const name = { nth: 2, resource: 'a' };

it.each([
  ['tries', { ...name, ttlMs: 1000 }, 'tries lock a, try 2, ttlMs 1000'],
  ['asks', { ...name, value: '79e5a1b2-0000' }, 'asks for lock a, try 2, value 79e5a1b2…'],
  ['held', { ...name, validForMs: 982.63 }, 'holds lock a, try 2, validForMs 982.6'],
  ['not held', name, 'lacks lock a, try 2: not held'],
  ['releases', name, 'releases lock a, try 2'],
  ['expires', name, 'expires lock a, try 2: validForMs is over'],
  ['set', { key: 'a', value: 'x' }, 'sets a = x'],
  ['removed', { key: 'a', value: 'x' }, 'removes a = x'],
  ['expired', { key: 'a', value: 'x' }, 'expires a = x'],
])('has words for %s', (report, value, words) => {
  expect(tellRedlock(report, value)).toBe(words);
});

it('leaves the reports of other parts to them', () => {
  expect(tellRedlock('releases', { lock: 'a', token: 3 })).toBeUndefined();
  expect(tellRedlock('read', { key: 'a', answer: { value: '' } })).toBeUndefined();
});
