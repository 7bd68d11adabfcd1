import { describe, expect, it } from 'vitest';
import { markGroups } from './mark-groups.ts';

describe('markGroups', () => {
  it('says all indexes of one kind in one sign', () => {
    const marks = [
      { kind: 'commit', actor: 1, text: 'index 1: a', index: 1, term: 1 },
      { kind: 'commit', actor: 1, text: 'index 2: b', index: 2, term: 1 },
      { kind: 'apply', actor: 2, text: 'index 1: a', index: 1, term: 1 },
      { kind: 'leader', actor: 1, text: 'leads term 4', term: 4 },
      { kind: 'term', actor: 1, text: 'term 4', term: 4 },
    ];
    expect(markGroups(marks).map(({ actor, short }) => [actor, short])).toEqual([
      [1, '✓ 1–2'],
      [2, 'apply 1'],
      [1, '★ term 4'],
      [1, 't4'],
    ]);
    expect(markGroups(marks)[0]?.texts).toEqual(['index 1: a', 'index 2: b']);
  });
});
