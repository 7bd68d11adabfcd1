import { describe, expect, it } from 'vitest';
import type { SubmissionRecord } from '../results/grade-file.ts';
import { Sayings } from './sayings.ts';

/** One scenario a message, which is that of its first failure. */
function submission(messages: readonly string[], rule = 'raft/election-safety'): SubmissionRecord {
  const counts = { events: 0, rpcs: 0, bytes: 0, virtualMs: 0, exercised: {}, fingerprints: {} };
  const scenarios = messages.map((message, index) => {
    const slug = `scenario-${index}`;
    const failure = { seed: 7, kind: 'assertion' as const, rule, message, replay: `seed=7 only=${slug}` };
    return {
      ...{ name: slug, slug, points: 0, max: 2, runs: 10, passed: 8, ...counts, repeatedSplit: 0 },
      ...{ failures: [failure, { ...failure, message: 'the second' }], interval: [0, 1] as const },
    };
  });
  const parts = [{ part: 'lab2a', points: 0, max: 2, scenarios }];
  return { id: 'x', points: 0, max: 2, notes: [], mode: 'sampled', parts };
}

describe('Sayings', () => {
  const columnOf = new Map(Array.from({ length: 500 }, (_, index) => [`lab2a scenario-${index}`, index]));

  it('keep once what differs in numbers only, over the class', () => {
    const sayings = new Sayings();
    expect(sayings.firstsOf(submission(['term 3: two', 'none', 'term 4: two']), columnOf)).toEqual([
      [0, 0, 'seed=7 only=scenario-0'],
      [1, 1, 'seed=7 only=scenario-1'],
      [2, 0, 'seed=7 only=scenario-2'],
    ]);
    expect(sayings.firstsOf(submission(['term 12: two']), columnOf)[0]?.[1]).toBe(0);
    expect(sayings.all.map(({ message }) => message)).toEqual(['term 3: two', 'none']);
  });

  it('give no command for what was not run', () => {
    const firsts = new Sayings().firstsOf(submission(['no file'], 'grader/refused'), columnOf);
    expect(firsts).toEqual([[0, 0, '']]);
  });

  it('are not flooded by one submission that says something else each time', () => {
    const sayings = new Sayings();
    const words = Array.from({ length: 500 }, (_, index) => 'x'.repeat(index));
    expect(sayings.firstsOf(submission(words), columnOf).length).toBe(500);
    sayings.firstsOf(submission(['term 3: two']), columnOf);
    expect(sayings.all.length).toBeLessThan(50);
    expect(sayings.all.at(-1)?.message).toBe('term 3: two');
  });
});
