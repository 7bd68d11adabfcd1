import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { fakeFailure, fakeScenario } from '../harness/run/fake-results.ts';
import type { Grade } from './grade-submission.ts';
import { clip, plainText } from './plain-text.ts';
import { gradeTable, reasonsText } from './report.ts';
import { csvText } from './result-files.ts';

const PAINT = pc.createColors(false);

function gradeOf(id: string, points: number): Grade {
  const cost = { cpuMs: 1, wallMs: 2 };
  const parts = [{ part: 'lab2a', points, max: 20, scenarios: [] }];
  return { id, points, max: 20, parts, cost, partCosts: [] };
}

describe('the table', () => {
  it('has a row for each submission and its columns in line, in any script', () => {
    const table = gradeTable([gradeOf('alice', 20), gradeOf('名前 é', 7.5)], PAINT);
    expect(table).toBe(
      [
        '┌────────────┬────────┬────────┐',
        '│ submission │  lab2a │  total │',
        '├────────────┼────────┼────────┤',
        '│ alice      │  20/20 │  20/20 │',
        '│ 名前 é     │ 7.5/20 │ 7.5/20 │',
        '└────────────┴────────┴────────┘',
      ].join('\n'),
    );
  });

  it('shows runs where there are no points to be had', () => {
    const { cost } = gradeOf('', 0);
    const scenario = { name: '', slug: '', points: 0, max: 0, runs: 10, passed: 4 };
    const counts = { events: 0, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0, exercised: {}, fingerprints: {} };
    const scenarios = [{ ...scenario, ...counts, failures: [] }];
    const parts = [{ part: 'lab0', points: 0, max: 0, scenarios }];
    const table = gradeTable([{ id: 'alice', points: 0, max: 0, parts, cost, partCosts: [] }], PAINT);
    expect(table).toContain('│ alice      │ 4 of 10 runs │     – │');
  });

  it('prints no control characters of strangers', () => {
    expect(plainText('a\u001b[2Jb\rc\u202ed\ne')).toBe('ab\ufffdc\ufffdd · e');
    expect(clip('abcdef', 4)).toBe('abc…');
  });
});

it('tells of runs without a verdict, which cost nothing', () => {
  const undecided = [3, 8].map((seed) => fakeFailure(seed, { kind: 'unknown', rule: 'kv/undecided' }));
  const parts = [{ part: 'lab3a', points: 5, max: 5, scenarios: [fakeScenario('storm', { undecided })] }];
  expect(reasonsText([{ ...gradeOf('alice', 5), parts }], PAINT)).toBe(
    [
      'alice',
      '  kv/undecided  no',
      '    no verdict on 2 runs, counted as passed: lab3a storm',
      '    seed 3: npm test …',
    ].join('\n'),
  );
});

describe('the CSV file', () => {
  it('quotes by RFC 4180 and disarms formulas', () => {
    const text = csvText([gradeOf('=HYPERLINK("x")', 1), gradeOf('a, "b"', 2.25)]);
    expect(text).toBe(
      ['id,lab2a,total,max', `"'=HYPERLINK(""x"")",1,1,20`, '"a, ""b""",2.25,2.25,20', ''].join('\r\n'),
    );
  });
});
