import { expect, it } from 'vitest';
import { bestHintsFor, hintsFor, hintsOf, hintWords } from './find-hint.ts';
import type { Hint, Part } from './scenario.ts';

function hint(word: string, of: readonly string[]): Hint {
  return { word, symptom: word, of, steps: ['where', 'rule', 'answer'] };
}

const PART: Part = {
  id: 'lab9a',
  title: 'test',
  scenarios: [],
  hints: [
    hint('slug', ['story']),
    hint('rule', ['x/one']),
    hint('both', ['x/one', 'story']),
    hint('other', ['x/two']),
  ],
};

it('puts hints for rule and scenario first, then those for the rule, then those for the scenario', () => {
  const words = hintsFor(PART, { rule: 'x/one', slug: 'story' }).map(({ word }) => word);
  expect(words).toEqual(['both', 'rule', 'slug']);
  expect(hintsFor(PART, { rule: 'x/none', slug: 'none' })).toEqual([]);
  expect(bestHintsFor(PART, { rule: 'x/one', slug: 'story' }).map(({ word }) => word)).toEqual(['both']);
  expect(bestHintsFor(PART, { rule: 'x/one', slug: 'none' })).toHaveLength(2);
});

it('has hints on what can befall any code in every part', () => {
  expect(hintsFor(PART, { rule: 'world/hang', slug: 'story' })[0]?.word).toBe('hang');
  expect(hintsOf(PART).map(({ word }) => word)).toContain('exception');
});

it('says what to type, where there is something to type', () => {
  const symptom = { rule: 'raft/election-safety', slug: 'stale-votes' };
  expect(hintWords('lab2a', symptom)).toBe('lab2a old-votes');
  expect(hintWords('lab2a', { rule: 'x/none', slug: 'none' })).toBeUndefined();
  expect(hintWords('lab9z', symptom)).toBeUndefined();
});
