import { describe, expect, it } from 'vitest';
import type { Step } from '../../../trace/trace.ts';
import { refusalTrace } from '../../example-refusals.ts';
import { lastOldTermCommit, oldTermCommitIn, oldTermText } from './old-term-commit.ts';
import { openRun } from './run.ts';

/** The run with a last step of `actor` that raises its commit index to 5. */
function committing(actor: number, more: NonNullable<Step['changes']> = []) {
  const trace = refusalTrace(1);
  const raise = [['memory', 'raft', 'commitIndex'], 5] as const;
  const steps = [
    ...trace.steps,
    {
      n: trace.steps.length,
      atMs: 100,
      actor,
      cause: { kind: 'no-answer', request: 0 },
      changes: [raise, ...more],
    } as const,
  ];
  return openRun({ ...trace, steps });
}

describe('a commit of an entry of an older term', () => {
  it('is a leader that counts entries that are not its own', () => {
    const run = committing(0);
    const last = run.steps.length - 1;
    expect(oldTermCommitIn(run, 0, last)).toEqual({ from: 2, to: 5, entryTerm: 1, term: 2 });
    expect(oldTermCommitIn(run, 0, last - 1)).toBeUndefined();
    expect(lastOldTermCommit(run, 0, last)).toMatchObject({ to: 5 });
    expect(oldTermText({ from: 2, to: 5, entryTerm: 1, term: 2 })).toContain('index 5, an entry of term 1');
  });

  it('is nothing that a follower does, or a leader with an entry of its term', () => {
    const own = committing(0, [[['memory', 'raft', 'log', 4, 'term'], 2]]);
    expect(oldTermCommitIn(own, 0, own.steps.length - 1)).toBeUndefined();
    const follower = committing(1);
    expect(oldTermCommitIn(follower, 1, follower.steps.length - 1)).toBeUndefined();
  });
});
