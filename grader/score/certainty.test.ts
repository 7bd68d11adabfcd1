import { expect, it } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { gradedScenario, submissionRecord } from '../results/graded-fixture.ts';
import { type Certainty, certaintyFlags, certaintyOf, certaintyText } from './certainty.ts';

const AUTO: Policy = { ...DEFAULT_POLICY, runs: 'auto', auto: { margin: 1, most: 20 } };
const RECORDS = [
  submissionRecord('alice', [gradedScenario('vote', { passed: 20, runs: 20, max: 5 })]),
  submissionRecord('bob', [gradedScenario('vote', { passed: 10, runs: 20, max: 5 })]),
  submissionRecord('carol', [gradedScenario('vote', { passed: 0, runs: 0 })], { refusal: 'broken zip' }),
].map((record) => ({ record }));

it('tells how certain totals became, and which did not become certain enough', () => {
  const certainty = certaintyOf(RECORDS, AUTO) as Certainty;
  // Wilson: 20 of 20 is 83.89 % or more, 10 of 20 is 29.93 % to 70.07 %.
  expect([...certainty.byId].map(([id, points]) => [id, points.toFixed(2)])).toEqual([
    ['alice', '0.81'],
    ['bob', '1.00'],
  ]);
  expect(certaintyText(certainty)).toBe(
    '±: how many points a total may be off, by 95 % intervals; 1 of 2 came to within the margin of 1',
  );
  expect(certaintyFlags(certainty, AUTO.auto)).toEqual([
    {
      kind: 'uncertain',
      id: 'bob',
      message:
        'its total may be ±1 points off, more than the margin of 1: 20 runs of a scenario were too few',
    },
  ]);
});

it('has nothing to tell where the number of runs was given', () => {
  expect(certaintyOf(RECORDS, DEFAULT_POLICY)).toBeUndefined();
});
