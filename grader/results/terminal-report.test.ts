import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { GradingRecord, SubmissionRecord } from './grade-file.ts';
import { failureRecord, GRADING, gradedScenario, submissionRecord } from './graded-fixture.ts';
import { NOTHING_HANDED_IN } from './handed-in.ts';
import { TerminalReport } from './terminal-report.ts';

const PAINT = pc.createColors(false);

function report(
  records: readonly SubmissionRecord[],
  { columns, grading = GRADING }: { readonly columns?: number; readonly grading?: GradingRecord } = {},
): string {
  const terminal = new TerminalReport({ paint: PAINT, columns });
  for (const record of records) terminal.add(record);
  return terminal.text(grading, 'bwrap', []);
}

/** The table alone, without the line on how the grading was made. */
function table(records: readonly SubmissionRecord[], columns?: number): string {
  return report(records, columns === undefined ? {} : { columns }).split('\n10 runs')[0] ?? '';
}

function passing(id: string, points = 5, rest: Partial<SubmissionRecord> = {}): SubmissionRecord {
  return submissionRecord(id, [gradedScenario('vote', { points })], rest);
}

describe('the table', () => {
  it('has a row for each submission and its columns in line, in any script', () => {
    expect(table([passing('alice'), passing('名前 é', 2.5)])).toBe(
      [
        '┌────────────┬───────┬───────┐',
        '│ submission │ lab2a │ total │',
        '│            │  of 5 │  of 5 │',
        '├────────────┼───────┼───────┤',
        '│ alice      │     5 │     5 │',
        '│ 名前 é     │   2.5 │   2.5 │',
        '└────────────┴───────┴───────┘',
      ].join('\n'),
    );
  });

  it('shows runs where there are no points to be had', () => {
    const scenario = gradedScenario('vote', { points: 0, max: 0, passed: 4 });
    const [head, below, , row] = table([submissionRecord('alice', [scenario])])
      .split('\n')
      .slice(1);
    expect([head, below, row]).toEqual([
      '│ submission │ lab2a │ total │',
      '│            │  runs │  of 0 │',
      '│ alice      │  4/10 │     – │',
    ]);
  });

  it('tells what was late, what was not run, and what ran on our earlier labs', () => {
    const late = { days: 3, earned: 5, penalty: 1.5 };
    const [part] = passing('').parts;
    const ours = part ? [{ ...part, prerequisites: 'ours' as const }] : [];
    const text = table([
      passing('alice', 5, { points: 3.5, late }),
      passing('bob', 0, { refusal: 'broken zip' }),
      passing('carol', 5, { parts: ours }),
    ]);
    expect(text).toContain('│ alice      │     5 │ −1.5 │     3.5 │');
    expect(text).toContain('│ bob        │     0 │      │ not run │');
    expect(text).toContain('│ carol      │    5* │      │       5 │');
    expect(text).toMatch(/\n\* on our earlier labs, which gave more points than their own$/);
  });

  it('becomes several where the terminal is narrow, and stays one in a pipe', () => {
    const parts = Array.from({ length: 20 }, (_, index) => ({
      ...{ part: `lab${index}a`, points: 12.34, max: 20, scenarios: [] },
    }));
    const record = passing('a submission with a name that is far too long', 5, { parts });
    const narrow = table([record], 80).split('\n');
    expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(narrow.filter((line) => line.includes('a submission with a name th…'))).toHaveLength(4);
    for (const { part } of parts) expect(narrow.join('\n')).toContain(part);
    expect(table([record]).split('\n')).toHaveLength(6);
    expect(table([record], 1000).split('\n')).toHaveLength(6);
    expect(table([record], 10).split('\n').length).toBeGreaterThan(100);
  });

  it('prints no control characters of strangers', () => {
    const hostile = '\u001b[2Jall full\rmarks\u202e';
    const failures = [failureRecord(1, { message: hostile })];
    const text = report([
      submissionRecord(hostile, [gradedScenario('vote', { passed: 9, failures })], { notes: [hostile] }),
      passing('refused', 0, { refusal: hostile }),
    ]);
    expect(text).toContain('all full\ufffdmarks\ufffd');
    for (const character of ['\u001b', '\r', '\u202e']) expect(text).not.toContain(character);
  });
});

describe('the line below it', () => {
  it('says how the grading was made', () => {
    expect(report([passing('alice')])).toMatch(
      /\n10 runs a scenario, secret seeds · points: max × passed \/ runs · sandbox: bwrap$/,
    );
    const auto = { ...GRADING, auto: true, runs: 200, secretSeeds: false };
    expect(report([passing('alice')], { grading: auto })).toContain(
      '\nup to 200 runs a scenario, seeds that students can run · points',
    );
    expect(report([passing('alice')], { grading: { ...GRADING, runs: 1 } })).toContain(
      '\n1 run a scenario (too few for the floors), secret seeds',
    );
  });
});

describe('how certain the totals are', () => {
  it('stands beside each, and the margin below, where runs were made until it was reached', () => {
    const terminal = new TerminalReport({
      ...{ paint: PAINT, columns: undefined },
      certainty: { margin: 1, byId: new Map([['alice', 0.456]]) },
    });
    terminal.add(passing('alice'));
    terminal.add(passing('bob', 0, { refusal: 'broken zip' }));
    const text = terminal.text(GRADING, 'bwrap', []);
    expect(text).toContain('│    ± │');
    expect(text).toContain('│ alice      │     5 │       5 │ 0.46 │');
    expect(text).toContain('│ bob        │     0 │ not run │      │');
    expect(text).toContain(
      '\n±: how many points a total may be off, by 95 % intervals; 1 of 1 came to within the margin of 1\n',
    );
  });
});

describe('the reasons', () => {
  it('name the runs lost, and how sure that is', () => {
    const scenarios = [
      gradedScenario('vote', { passed: 99, runs: 100, points: 4.95, failures: [failureRecord(3)] }),
      gradedScenario('log', { passed: 8, failures: [failureRecord(1), failureRecord(2)] }),
      gradedScenario('churn', { passed: 0, points: 0, failures: [failureRecord(1)] }),
    ];
    const [, reasons, footnote] = report([submissionRecord('bob', scenarios)]).split('\n\n');
    expect(reasons).toBe(
      [
        'bob  9.95 of 15 points',
        '  raft/x  no',
        '    13 runs lost: lab2a vote 99/100 (94.6–99.8 %), lab2a log 8/10 (49–94.3 %), lab2a churn 0/10',
        '    again: npm test … seed=3',
      ].join('\n'),
    );
    expect(footnote).toBe('In brackets: between which rates of passing the truth lies, at 95 %.');
  });

  it('tell of runs without a verdict, of delay, of refusal and of what was left out', () => {
    const undecided = [3, 8].map((seed) => failureRecord(seed, { kind: 'unknown', rule: 'kv/undecided' }));
    const late = { days: 1, earned: 5, penalty: 2 };
    const text = report([
      submissionRecord('alice', [gradedScenario('storm', { runs: 8, passed: 8, undecided })]),
      passing('bob', 5, { points: 3, late, notes: ['its own harness/ was not used'] }),
      passing('carol', 0, { refusal: 'broken zip' }),
    ]);
    expect(text).toContain(
      [
        'alice  5 of 5 points',
        '  kv/undecided  no',
        '    no verdict on 2 runs, not counted: lab2a storm',
        '    again: npm test … seed=3',
        '',
        'bob  3 of 5 points',
        '  1 day late: 2 points off the 5 earned',
        '  note: its own harness/ was not used',
        '',
        'carol  0 of 5 points',
        '  not run  broken zip',
      ].join('\n'),
    );
  });

  it('are told of three kinds, and of forty submissions', () => {
    const failures = [1, 2, 3, 4, 5].map((seed) => failureRecord(seed, { rule: `raft/${seed}` }));
    const scenario = gradedScenario('vote', { passed: 5, points: 2.5, failures });
    const records = Array.from({ length: 45 }, (_, index) => submissionRecord(`s${index}`, [scenario]));
    const text = report(records);
    expect(text.match(/and 2 more reasons: see results\.json/g)).toHaveLength(40);
    expect(text).toContain('\n\nand 5 more submissions: see results.json\n\n');
  });
});

describe('what concerns the class', () => {
  it('is who is missing, which is told in one place', () => {
    const text = report([
      submissionRecord('alice', [gradedScenario('vote', { passed: 9, failures: [failureRecord(1)] })]),
      submissionRecord('bob', [gradedScenario('vote', { passed: 9, failures: [failureRecord(1)] })]),
      passing('carol', 0, { refusal: NOTHING_HANDED_IN, notes: [] }),
    ]);
    expect(text).toContain('│ carol      │     0 │ missing │');
    expect(text).toContain('in 2 of 2 submissions');
    expect(text).not.toContain('\ncarol');
  });

  it('is its most common failures', () => {
    const records = ['alice', 'bob', 'carol', 'dave'].map((id) =>
      submissionRecord(id, [gradedScenario('vote', { passed: 9, failures: [failureRecord(1)] })]),
    );
    expect(report([...records, passing('erin')])).toContain(
      [
        'Most common failures',
        '  raft/x  no',
        '    in 4 of 5 submissions, 4 runs lost: lab2a vote',
        '    such as alice, bob, carol and 1 more',
        '    again: npm test … seed=1',
      ].join('\n'),
    );
    expect(report(records.slice(0, 1))).not.toContain('Most common');
  });

  it('is what somebody should look at, what casts doubt on marks first', () => {
    const terminal = new TerminalReport({ paint: PAINT, columns: 80 });
    terminal.add(passing('alice'));
    const undecided = Array.from({ length: 30 }, (_, index) => ({
      ...{ kind: 'undecided' as const, id: `s${index}`, message: 'one run has no verdict' },
    }));
    const tampering = { kind: 'tampering' as const, id: 'eve', message: 'differs' };
    const text = terminal.text(GRADING, 'bwrap', [...undecided, tampering]);
    const [title, first, ...others] = text.slice(text.indexOf('Look at')).split('\n');
    expect(title).toBe('Look at these before the marks go out');
    expect(first).toBe('  tampering  eve  differs');
    expect(others).toHaveLength(20);
    expect(others.at(-1)).toBe('  and 11 more flags: see results.json');
  });
});
