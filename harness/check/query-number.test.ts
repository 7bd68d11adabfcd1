import { describe, expect, it } from 'vitest';
import { checkNumber } from './query-number.ts';

function query(asked: number | undefined, given: number, newestSeen: number, contradicts = false) {
  return () => checkNumber({ who: 'clerk 0', asked, given, newestSeen, contradicts }, () => 'clerk 1 saw 5');
}

describe('a query', () => {
  it.each([
    ['for the newest', undefined, 5, 5],
    ['for the newest, which is newer now', undefined, 7, 5],
    ['for an old one', 2, 2, 5],
    ['for one that does not exist', 9, 5, 5],
    ['for one that does not exist, while others are made', 9, 8, 5],
    ['for one that nobody knew', 6, 6, 5],
    ['before anybody has asked', undefined, 0, -1],
  ])('%s is right', (_, asked, given, newestSeen) => {
    expect(query(asked, given, newestSeen)).not.toThrow();
  });

  it.each([
    [0, 3, -1, false, 'every-number', 'query(0) gave configuration 3, though configuration 0 always exists'],
    [2, 3, -1, false, 'every-number', 'though numbers have no gaps: there is no 3 without a 2'],
    [
      5,
      4,
      5,
      false,
      'stale-query',
      'query(5) gave configuration 4, though number 5 exists: clerk 1 saw 5, bef',
    ],
    [
      7,
      4,
      5,
      false,
      'stale-query',
      'query(7) gave configuration 4, though it is not the newest: clerk 1 saw 5',
    ],
    [undefined, 4, 5, false, 'stale-query', 'query() gave configuration 4, though it is not the newest'],
    [
      undefined,
      4,
      5,
      true,
      'number-reused',
      'query() gave configuration 4, another one than was given under',
    ],
  ])('for %s that gives %i is wrong', (asked, given, newestSeen, contradicts, rule, message) => {
    expect(query(asked, given, newestSeen, contradicts)).toThrow(
      expect.objectContaining({
        rule: `controller/${rule}`,
        paper: 'contract',
        actor: 'clerk 0',
        message: expect.stringContaining(message),
      }),
    );
  });
});
