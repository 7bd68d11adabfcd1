import { describe, expect, it } from 'vitest';
import { ClassFlags, solutionFlags } from './class-flags.ts';
import type { ClassFlag, SubmissionRecord } from './grade-file.ts';
import { failureRecord, gradedScenario, submissionRecord } from './graded-fixture.ts';

function flagsOf(records: readonly SubmissionRecord[], known: readonly ClassFlag[] = []): ClassFlag[] {
  const flags = new ClassFlags(known);
  for (const record of records) flags.add(record);
  return flags.all();
}

/** So many submissions that pass so many of ten runs. */
function passing(count: number, passed: number, prefix: string): SubmissionRecord[] {
  const failures = passed < 10 ? [failureRecord(1)] : [];
  return Array.from({ length: count }, (_, index) =>
    submissionRecord(`${prefix}${index}`, [gradedScenario('vote', { passed, failures })]),
  );
}

const notImplemented = submissionRecord('stub', [
  gradedScenario('vote', { passed: 0, failures: [failureRecord(1, { kind: 'not-implemented' })] }),
]);

describe('a scenario is flagged', () => {
  it('if nine of ten that tried it fail most of its runs', () => {
    const [flag, ...others] = flagsOf([...passing(9, 4, 'f'), ...passing(1, 10, 'p')]);
    expect(flag).toMatchObject({ kind: 'fails-for-nearly-everyone', part: 'lab2a', slug: 'vote' });
    expect(flag?.message).toContain('9 of the 10 submissions that tried lab2a vote fail more than half');
    expect(others).toEqual([]);
    expect(flagsOf([...passing(8, 4, 'f'), ...passing(2, 10, 'p')])).toEqual([]);
    expect(flagsOf(passing(10, 5, 'f'))).toEqual([]);
  });

  it('not by a handful of submissions, nor by those that have not begun it', () => {
    expect(flagsOf(passing(4, 0, 'f'))).toEqual([]);
    const stubs = Array.from({ length: 20 }, () => notImplemented);
    expect(flagsOf([...stubs, ...passing(4, 10, 'p')])).toEqual([]);
  });

  it('if our solution fails it', () => {
    const scenarios = [
      gradedScenario('vote'),
      gradedScenario('log', { passed: 9, failures: [failureRecord(4)] }),
    ];
    const flags = solutionFlags(submissionRecord('ours', scenarios).parts);
    expect(flags).toMatchObject([{ kind: 'fails-for-our-solution', part: 'lab2a', slug: 'log' }]);
    expect(flags[0]?.message).toContain('passes 9 of 10 runs of lab2a log (raft/x)');
  });
});

describe('a submission is flagged', () => {
  it('if its runs differ when servers are kept apart', () => {
    const failures = [failureRecord(2, { kind: 'tampering', rule: 'grader/tampering' })];
    const records = [
      submissionRecord('alice', [gradedScenario('vote')], { mode: 'split' }),
      submissionRecord('bob', [gradedScenario('vote', { passed: 9, failures })]),
    ];
    expect(flagsOf(records)).toMatchObject([
      { kind: 'tampering', id: 'alice' },
      { kind: 'tampering', id: 'bob', message: expect.stringContaining('(lab2a vote)') },
    ]);
  });

  it('if runs have no verdict, whether they count or not', () => {
    const unknown = [1, 2].map((seed) => failureRecord(seed, { kind: 'unknown', rule: 'kv/undecided' }));
    const scenarios = ['a', 'b', 'c', 'd'].map((slug) =>
      gradedScenario(slug, { undecided: unknown, failures: slug === 'a' ? unknown.slice(1) : [] }),
    );
    expect(flagsOf([submissionRecord('alice', scenarios)])).toEqual([
      {
        kind: 'undecided',
        id: 'alice',
        message: '9 runs have no verdict: lab2a a, lab2a b, lab2a c and 1 more',
      },
    ]);
  });
});

it('keeps what others found, each once, in an order of its own', () => {
  const names: ClassFlag = { kind: 'suspicious-names', id: 'bob', message: 'uses process' };
  const stale: ClassFlag = { kind: 'undecided', id: 'gone', message: 'found again if it holds' };
  const ours: ClassFlag = { kind: 'fails-for-our-solution', part: 'lab2a', slug: 'log', message: 'x' };
  expect(flagsOf([], [names, stale, ours, { ...names }])).toEqual([ours, names]);
  expect(flagsOf([], [ours, names])).toEqual([ours, names]);
});
