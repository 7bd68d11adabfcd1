import { describe, expect, it } from 'vitest';
import type { GradedPart } from '../results/grade-file.ts';
import { gradedScenario } from '../results/graded-fixture.ts';
import { betterPart, gradePart, type ScoredSubmission, submissionRecord } from './score-submission.ts';

const PART = gradePart('lab2a', [
  gradedScenario('one', { points: 3.33, max: 3.34 }),
  gradedScenario('two', { points: 3.33, max: 3.33 }),
]);
const ALICE: ScoredSubmission = { id: 'alice', lateDays: 0, notes: [], mode: 'sampled', parts: [PART, PART] };

it('adds up hundredths exactly', () => {
  expect(PART).toMatchObject({ points: 6.66, max: 6.67 });
  expect(submissionRecord(ALICE, undefined)).toEqual({
    id: 'alice',
    points: 13.32,
    max: 13.34,
    notes: [],
    mode: 'sampled',
    parts: [PART, PART],
  });
});

it('has a name from the roster, and the reason why nothing was run', () => {
  expect(submissionRecord({ ...ALICE, name: 'Alice Ång', refusal: 'broken zip' }, undefined)).toMatchObject({
    name: 'Alice Ång',
    refusal: 'broken zip',
  });
});

describe('a late submission', () => {
  const rule = { freeDays: 1, perDay: { kind: 'points', points: 2 } } as const;

  it('loses points of its total', () => {
    expect(submissionRecord({ ...ALICE, lateDays: 3 }, rule)).toMatchObject({
      points: 9.32,
      late: { days: 3, earned: 13.32, penalty: 4 },
    });
  });

  it('is not told where there is no rule, or no delay', () => {
    expect(submissionRecord({ ...ALICE, lateDays: 3 }, undefined)).not.toHaveProperty('late');
    expect(submissionRecord(ALICE, rule)).not.toHaveProperty('late');
  });
});

it('takes the better of two parts, and the own one of equals', () => {
  const worse: GradedPart = { ...PART, points: 1 };
  expect(betterPart(worse, PART)).toMatchObject({ points: 6.66, prerequisites: 'ours' });
  expect(betterPart(PART, worse)).toMatchObject({ points: 6.66, prerequisites: 'own' });
  expect(betterPart(PART, PART)).toMatchObject({ prerequisites: 'own' });
});
