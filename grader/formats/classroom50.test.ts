import { describe, expect, it } from 'vitest';
import { Misuse } from '../misuse.ts';
import {
  classroom50Failure,
  classroom50Identity,
  classroom50Release,
  classroom50Result,
} from './classroom50.ts';
import { exampleScenario, exampleSubmission, failingScenario } from './example-grade.ts';
import { EVERYTHING } from './scenario-text.ts';
import { schemaErrors } from './schemas/schema-errors.ts';

const ENV = {
  CLASSROOM: 'distributed-systems',
  ASSIGNMENT: 'raft',
  OWNER: 'alice',
  ASSIGNMENT_TYPE: 'group',
  SUBMISSION_TAG: 'submit/2026-06-01T14-32-05Z-a1b2c3d',
  COMMIT_URL: 'https://example.org/commit/a1b2c3d',
  RELEASE_URL: 'https://example.org/releases/1',
  REVIEW_URL: 'https://example.org/compare/1...2',
  SUBMITTED_AT: '2026-06-01T16:32:01+02:00',
};
const identity = classroom50Identity(ENV);

describe('who a result is about', () => {
  it('is what the environment says', () => {
    expect(identity).toEqual({
      classroom: 'distributed-systems',
      assignment: 'raft',
      assignment_type: 'group',
      owner: 'alice',
      submission: 'submit/2026-06-01T14-32-05Z-a1b2c3d',
      commit: 'https://example.org/commit/a1b2c3d',
      release: 'https://example.org/releases/1',
      review: 'https://example.org/compare/1...2',
      datetime: '2026-06-01T14:32:01Z',
    });
  });

  it('falls back where a runner says less', () => {
    const { OWNER: _, REVIEW_URL: __, ASSIGNMENT_TYPE: ___, ...less } = ENV;
    expect(classroom50Identity({ ...less, USERNAME: 'bob' })).toMatchObject({
      owner: 'bob',
      review: ENV.COMMIT_URL,
      assignment_type: 'individual',
    });
  });

  it('is not guessed', () => {
    const { CLASSROOM: _, SUBMISSION_TAG: __, ...less } = ENV;
    expect(() => classroom50Identity(less)).toThrow(/does not say CLASSROOM, SUBMISSION_TAG$/);
    expect(() => classroom50Identity({ ...ENV, SUBMITTED_AT: 'yesterday' })).toThrow(Misuse);
  });
});

describe('Classroom 50 result.json', () => {
  it('is valid by the schema, which knows no other keys at the top', () => {
    const result = classroom50Result(exampleSubmission(), identity, EVERYTHING);
    expect(schemaErrors('classroom50-result', result)).toEqual([]);
    expect(schemaErrors('classroom50-result', { ...result, late: true })).not.toEqual([]);
    expect(schemaErrors('classroom50-result', { ...result, score: 3.4 })).not.toEqual([]);
  });

  it('counts in hundredths of a point, and no score is above its maximum', () => {
    const result = classroom50Result(exampleSubmission(), identity, EVERYTHING);
    expect([result.score, result['max-score']]).toEqual([340, 400]);
    expect(
      result.tests.map((test) => [test['test-name'], test.passed, test.score, test['max-score']]),
    ).toEqual([
      ['lab2a: initial election', true, 200, 200],
      ['lab2a: election after the leader is cut off', false, 140, 200],
    ]);
  });

  it('has a failed test where nothing was run, as none at all would count as passed', () => {
    const refused = exampleSubmission({ points: 0, refusal: 'broken zip', parts: [] });
    const results = [
      classroom50Result(refused, identity, EVERYTHING),
      classroom50Failure(identity, 'no grade'),
    ];
    for (const result of results) {
      expect(schemaErrors('classroom50-result', result)).toEqual([]);
      expect(result.tests.map(({ passed }) => passed)).toEqual([false]);
    }
  });

  it('folds what passed into one test where the policy does not list it', () => {
    const hiding = { ...EVERYTHING, passed: false };
    const { tests } = classroom50Result(exampleSubmission(), identity, hiding);
    expect(tests.map((test) => [test.passed, test.score])).toEqual([
      [false, 140],
      [true, 200],
    ]);
  });
});

describe('the release page', () => {
  it('shows failures, and nothing of the student as markup', () => {
    const message = '``` <b>![x](http://example.org/)\n# head';
    const parts = [
      { part: 'lab2a', points: 3.4, max: 4, scenarios: [exampleScenario(), failingScenario(message)] },
    ];
    const result = classroom50Result(exampleSubmission({ parts }), identity, EVERYTHING);
    const lines = classroom50Release(result).split('\n');
    expect(lines[0]).toBe('### 3.4 of 4 points');
    expect(lines).toContain('    PASS  lab2a: initial election');
    expect(lines.some((line) => line.includes('npm test lab2a seed=3'))).toBe(true);
    // Lines that start with four spaces are code, whatever stands in them.
    expect(lines.slice(1).filter((line) => line !== '' && !line.startsWith('    '))).toEqual([]);
  });
});
