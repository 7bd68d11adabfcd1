import { type CTRFReport, validateStrict } from 'ctrf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubmissionRecord } from '../results/grade-file.ts';
import { ctrfJson } from './ctrf.ts';
import {
  EXAMPLE_TIMING,
  exampleGrade,
  exampleScenario,
  exampleSubmission,
  failingScenario,
} from './example-grade.ts';

/** Throws where the report is not valid by CTRF's own schema. */
function ctrf(submissions: readonly SubmissionRecord[]): CTRFReport {
  const report: unknown = JSON.parse([...ctrfJson(exampleGrade(submissions), EXAMPLE_TIMING)].join(''));
  validateStrict(report);
  return report;
}

describe('CTRF', () => {
  it('sums up the grading', () => {
    const { summary } = ctrf([exampleSubmission()]).results;
    const none = { skipped: 0, pending: 0, other: 0 };
    expect(summary).toEqual({ tests: 2, passed: 1, failed: 1, ...none, start: 0, stop: 1235 });
  });

  it('has a test for each scenario, with our own figures where the format has none', () => {
    const [passing, failing] = ctrf([exampleSubmission()]).results.tests;
    expect(passing).toEqual({
      name: 'initial-election',
      status: 'passed',
      duration: 80,
      suite: ['alice', 'lab2a'],
      extra: { lockstep: { points: 2, max: 2, runs: 10, passed: 10, interval: [0.722, 1] } },
    });
    expect(failing).toMatchObject({
      status: 'failed',
      message: 'raft/election-safety: servers 0 and 2 lead in term 4',
      extra: { lockstep: { firstFailingSeed: 3, replay: 'npm test lab2a seed=3 only=reelection' } },
    });
  });

  it('shows refused submissions, and scenarios without a verdict as neither passed nor failed', () => {
    const scenarios = [exampleScenario({ runs: 0, passed: 0, interval: [0, 1] })];
    const { tests, summary } = ctrf([
      exampleSubmission({ parts: [{ part: 'lab2a', points: 0, max: 2, scenarios }] }),
      exampleSubmission({ id: 'bob', refusal: 'a broken zip', parts: [] }),
    ]).results;
    expect(tests.map(({ status, suite }) => [status, suite])).toEqual([
      ['other', ['alice', 'lab2a']],
      ['failed', ['bob']],
    ]);
    expect(summary).toMatchObject({ tests: 2, failed: 1, other: 1 });
  });

  it('is valid, whatever a submission puts into its names and messages', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit }), (id, message) => {
        const parts = [{ part: 'lab2a', points: 0, max: 2, scenarios: [failingScenario(message)] }];
        expect(ctrf([exampleSubmission({ id, parts })]).results.tests).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });

  it('is valid without any submission', () => {
    expect(ctrf([]).results.tests).toEqual([]);
  });
});
