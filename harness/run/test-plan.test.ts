import { expect, it } from 'vitest';
import type { Part, Scenario, StagedFailure } from '../scenarios/scenario.ts';
import { wantedScenarios } from './test-plan.ts';

function scenario(slug: string): Scenario {
  const run = () => Promise.resolve();
  return { name: slug, slug, points: 1, paper: '', about: '', floors: {}, run };
}

const staged: StagedFailure = { ...scenario('herd'), points: 0, breaks: 'lock/herd', at: 'every seed' };
const part: Part = {
  id: 'lab9a',
  title: '',
  scenarios: [scenario('one'), scenario('no-herd')],
  staged: [staged],
  hints: [],
};

const slugs = (only?: string) => wantedScenarios(part, only).map(({ slug }) => slug);

it('takes all scenarios, or those in whose slug the word stands, and nothing that is only staged', () => {
  expect(slugs()).toEqual(['one', 'no-herd']);
  expect(slugs('o')).toEqual(['one', 'no-herd']);
  expect(slugs('her')).toEqual(['no-herd']);
});

it('takes a staged failure alone, by its whole slug', () => {
  expect(slugs('herd')).toEqual(['herd']);
});
