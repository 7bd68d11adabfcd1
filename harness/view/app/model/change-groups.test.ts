import { describe, expect, it } from 'vitest';
import { differences } from './captured-diff.ts';
import { groupChanges } from './change-groups.ts';

const namesOf = (old: object, now: object) => {
  const { groups, bookkeeping } = groupChanges(differences(old as never, now as never));
  return [groups.map(({ name }) => name), bookkeeping.map(({ name }) => name)];
};

describe('groupChanges', () => {
  it('says in one line that many elements went', () => {
    const { groups } = groupChanges(differences({ log: [1, 2, 3, 4, 5, 6] }, { log: [9] }));
    expect(groups.map(({ name, changes }) => [name, changes.length])).toEqual([
      ['log[0]', 1],
      ['log[1…5]', 5],
    ]);
  });

  it('leaves few elements, and those that only changed, alone', () => {
    expect(namesOf({ log: [1, 2] }, { log: [1, 2, 3, 4] })).toEqual([['log[2]', 'log[3]'], []]);
    expect(namesOf({ a: [1, 2, 3, 4] }, { a: [5, 6, 7, 8] })).toEqual([['a[0]', 'a[1]', 'a[2]', 'a[3]'], []]);
  });

  it('puts what keeps the time apart', () => {
    const old = { term: 1, electionTimer: { deadlineMs: 3 }, others: [{ retryTimer: 1, matchIndex: 0 }] };
    const now = { term: 2, electionTimer: { deadlineMs: 9 }, others: [{ retryTimer: 2, matchIndex: 4 }] };
    expect(namesOf(old, now)).toEqual([
      ['term', 'others[0].matchIndex'],
      ['electionTimer.deadlineMs', 'others[0].retryTimer'],
    ]);
  });
});
