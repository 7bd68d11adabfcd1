import { describe, expect, it } from 'vitest';
import { alikeFailures } from './alike-failures.ts';

describe('alikeFailures', () => {
  const failure = (seed: number, rule: string, message: string) => ({
    ...{ seed, rule, message, kind: 'assertion' as const },
    replay: `npm test lab2a seed=${seed} only=x`,
  });
  const failures = [
    failure(3, 'raft/election-safety', 'term 4 has two leaders'),
    failure(5, 'raft/log-matching', 'index 4 differs'),
    failure(9, 'raft/election-safety', 'term 12 has two leaders'),
    failure(11, 'raft/election-safety', 'term 12 has three leaders'),
  ];

  it('takes those together that differ in numbers only', () => {
    const groups = alikeFailures(failures, true);
    expect(groups.map(({ first, otherSeeds }) => [first.seed, otherSeeds])).toEqual([
      [3, [9]],
      [5, []],
      [11, []],
    ]);
  });

  it('tells nothing apart that is not told', () => {
    expect(alikeFailures(failures, false)).toEqual([{ first: failures[0], otherSeeds: [5, 9, 11] }]);
  });
});
