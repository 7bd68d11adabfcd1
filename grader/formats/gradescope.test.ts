import { describe, expect, it } from 'vitest';
import type { SubmissionRecord } from '../results/grade-file.ts';
import { exampleScenario, exampleSubmission, failingScenario } from './example-grade.ts';
import { gradescopeFailure, gradescopeResult } from './gradescope.ts';
import { EVERYTHING } from './scenario-text.ts';
import { schemaErrors } from './schemas/schema-errors.ts';

const shown = (submission: SubmissionRecord) => gradescopeResult(submission, EVERYTHING, 'visible');

describe('Gradescope results.json', () => {
  it('is valid by the schema, which knows no other keys', () => {
    const result = shown(exampleSubmission());
    expect(schemaErrors('gradescope-results', result)).toEqual([]);
    expect(schemaErrors('gradescope-results', { ...result, points: 1 })).not.toEqual([]);
    expect(schemaErrors('gradescope-results', { output: 'no score' })).not.toEqual([]);
  });

  it('numbers its tests by part and scenario, each with points, seeds and replay', () => {
    const { score, tests } = shown(exampleSubmission());
    expect(score).toBe(3.4);
    expect(tests.map(({ output, ...test }) => test)).toEqual([
      { name: 'lab2a: initial election', number: '1.1', score: 2, max_score: 2, status: 'passed' },
      {
        name: 'lab2a: election after the leader is cut off',
        number: '1.2',
        score: 1.4,
        max_score: 2,
        status: 'failed',
      },
    ]);
    expect(tests[1]?.output).toContain('npm test lab2a seed=3 only=reelection');
  });

  it('takes the late penalty off the total and says so', () => {
    const late = { days: 2, earned: 3.4, penalty: 0.8 };
    const { score, output } = shown(exampleSubmission({ points: 2.6, late }));
    expect(score).toBe(2.6);
    expect(output).toContain('2 days late: 3.4 points earned, 0.8 taken off.');
  });

  it('tells what was left out of a submission, and why nothing of it was run', () => {
    const notes = ['its own harness/ was not used'];
    const { output, tests } = shown(
      exampleSubmission({ points: 0, notes, refusal: 'broken zip', parts: [] }),
    );
    expect(output.split('\n')).toEqual([
      '0 of 4 points.',
      'Not run: broken zip',
      'Note: its own harness/ was not used',
    ]);
    expect(tests).toEqual([]);
  });

  it('gives a scenario without points no score', () => {
    const scenarios = [exampleScenario({ points: 0, max: 0 })];
    const result = shown(exampleSubmission({ parts: [{ part: 'lab0', points: 0, max: 0, scenarios }] }));
    expect(result.tests[0]).not.toHaveProperty('score');
    expect(result.tests[0]).toHaveProperty('status', 'passed');
    expect(schemaErrors('gradescope-results', result)).toEqual([]);
  });

  it('folds what passed into one test where the policy does not list it, and keeps the sum', () => {
    const scenarios = [exampleScenario({ points: 0.1 }), exampleScenario({ points: 0.2 }), failingScenario()];
    const parts = [{ part: 'lab2a', points: 1.7, max: 6, scenarios }];
    const hiding = { ...EVERYTHING, passed: false };
    const { tests } = gradescopeResult(exampleSubmission({ parts }), hiding, 'after_published');
    expect(tests.map(({ name, number, score }) => [name, number, score])).toEqual([
      ['lab2a: election after the leader is cut off', '1.3', 1.4],
      ['Scenarios that passed', '2.1', 0.3],
    ]);
  });

  it('has a valid form for a grader that failed', () => {
    const result = gradescopeFailure('the grader did not finish');
    expect(schemaErrors('gradescope-results', result)).toEqual([]);
    expect(result).toMatchObject({ score: 0, output: 'the grader did not finish' });
  });
});
