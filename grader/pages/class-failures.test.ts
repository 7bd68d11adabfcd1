import { describe, expect, it } from 'vitest';
import type { SubmissionRecord } from '../results/grade-file.ts';
import { ClassFailures } from './class-failures.ts';

function submission(messages: readonly string[], rule = 'raft/election-safety'): SubmissionRecord {
  const failures = messages.map((message, index) => {
    const replay = `npm test lab2a seed=${index + 1} only=reelection`;
    return { seed: index + 1, kind: 'assertion' as const, rule, message, replay };
  });
  const counts = { events: 0, rpcs: 0, bytes: 0, virtualMs: 0, exercised: {}, fingerprints: {} };
  const scenario = {
    ...{ name: 'reelection', slug: 'reelection', points: 0, max: 2, runs: 10, passed: 10 - messages.length },
    ...{ ...counts, failures, interval: [0, 1] as const, repeatedSplit: 0 },
  };
  const parts = [{ part: 'lab2a', points: 0, max: 2, scenarios: [scenario] }];
  return { id: 'x', points: 0, max: 2, notes: [], mode: 'sampled', parts };
}

describe('ClassFailures', () => {
  const columnOf = new Map([['lab2a reelection', 0]]);

  it('takes failures together that differ in numbers only, over the class', () => {
    const failures = new ClassFailures();
    const first = failures.add(
      0,
      submission(['term 3: two leaders', 'term 4: two leaders', 'none']),
      columnOf,
    );
    failures.add(1, submission(['term 12: two leaders']), columnOf);
    expect(first).toEqual([[0, 0, 'npm test lab2a seed=1 only=reelection']]);
    expect(failures.sayings.map(({ message }) => message)).toEqual(['term 3: two leaders', 'none']);
    expect(failures.groups().map(({ runs, rows }) => [runs, rows])).toEqual([
      [3, [0, 1]],
      [1, [0]],
    ]);
  });

  it('gives no command for what was not run', () => {
    const failures = new ClassFailures();
    expect(failures.add(0, submission(['no file'], 'grader/refused'), columnOf)).toEqual([[0, 0, '']]);
  });

  it('is not flooded by one submission that says something else each time', () => {
    const failures = new ClassFailures();
    const words = Array.from({ length: 500 }, (_, index) => 'x'.repeat(index));
    failures.add(0, submission(words), columnOf);
    failures.add(1, submission(['term 3: two leaders']), columnOf);
    expect(failures.sayings.length).toBeLessThan(50);
    expect(failures.sayings.at(-1)?.message).toBe('term 3: two leaders');
    expect(failures.groups().reduce((sum, { runs }) => sum + runs, 0)).toBe(501);
  });
});
