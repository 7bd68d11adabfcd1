import { expect, it } from 'vitest';
import { bestHintsFor, breadthOf, hintsFor, hintsOf, hintWords } from './find-hint.ts';
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

it('puts a hint last whose scenarios all pass, as that problem is solved', () => {
  const failure = { rule: 'x/one', slug: 'other-story' };
  const solved = { ...PART, hints: [hint('first', ['x/one', 'a', 'b']), hint('second', ['x/one', 'c'])] };
  expect(hintsFor(solved, failure, new Set(['a']))[0]?.word).toBe('first');
  expect(hintsFor(solved, failure, new Set(['a', 'b'])).map(({ word }) => word)).toEqual(['second', 'first']);
  expect(bestHintsFor(solved, failure, new Set(['a', 'b']))).toHaveLength(1);
  expect(bestHintsFor(solved, failure, new Set(['a', 'b', 'c']))).toHaveLength(2);
});

it('points somebody who has solved the first problem of the tour to the next one', () => {
  const crowd = { rule: 'counter/counted-twice', slug: 'crowd' };
  expect(hintWords('lab0', crowd)).toBe('lab0 counted-twice');
  expect(hintWords('lab0', crowd, new Set(['quiet', 'lossy']))).toBe('lab0 late-copies');
  expect(hintWords('lab0', crowd, new Set(['quiet', 'lossy', 'late']))).toBe('lab0 forgotten-at-crash');
  expect(hintWords('lab0', crowd, new Set(['quiet', 'lossy', 'late', 'crash']))).toBe('lab0 same-answer');
});

it('takes a hint for some exceptions for those only, and before the one for all', () => {
  const some = { ...hint('some', ['lab/exception', 'story']), thrown: ['is not iterable', 'no index'] };
  const ofStory = hint('story', ['lab/exception', 'story']);
  const part = { ...PART, hints: [some] };
  const wordsFor = (slug: string, message?: string): string[] =>
    hintsFor(part, { rule: 'lab/exception', slug, ...(message ? { message } : {}) }).map(({ word }) => word);
  expect(wordsFor('other', 'TypeError: pairs is not iterable')).toEqual(['some', 'exception']);
  expect(wordsFor('other', 'Error: out of paper')).toEqual(['exception']);
  expect(wordsFor('story', 'Error: out of paper')).toEqual(['exception', 'some']);
  expect(wordsFor('other')).toEqual(['exception']);
  const symptom = { rule: 'lab/exception', slug: 'story', message: 'no index' };
  expect(hintsFor({ ...PART, hints: [ofStory, some] }, symptom)[0]?.word).toBe('some');
});

it('tells exceptions of a MapReduce worker apart', () => {
  const hintFor = (message: string): string | undefined =>
    hintWords('lab1', { rule: 'lab/exception', slug: 'word-count', message });
  expect(hintFor('object is not iterable (cannot read property Symbol(Symbol.iterator))')).toBe(
    'lab1 not-awaited',
  );
  expect(hintFor("Cannot read properties of undefined (reading 'push')")).toBe('lab1 no-such-partition');
  expect(hintFor('Unexpected end of JSON input')).toBe('lab1 torn-files');
  expect(hintFor("Cannot read properties of undefined (reading 'kind')")).toBe('lab1 exception');
  expect(hintFor('no input in-3.txt')).toBe('lab1 exception');
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

it('knows how many scenarios the narrowest hint on one is about', () => {
  expect(breadthOf('lab4b', 'moved-before-applied')).toBe(1);
  expect(breadthOf('lab4b', 'shard-storm')).toBeGreaterThan(1);
  expect(breadthOf('lab4b', 'none')).toBe(Number.POSITIVE_INFINITY);
});
