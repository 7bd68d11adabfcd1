import { describe, expect, it } from 'vitest';
import { LABS } from '../harness/scenarios/index.ts';
import { givesPoints, planLabs } from './work-plan.ts';

const everything = new Set(LABS.map(({ id }) => id));

const planned = (words: readonly string[], present: ReadonlySet<string> = everything): string[] =>
  planLabs(words, [], present).map(({ lab }) => lab.word);

describe('what is graded', () => {
  it('is every lab that is there and gives points, unless labs are named', () => {
    expect(planned([])).toEqual(LABS.filter(givesPoints).map(({ word }) => word));
    expect(planned([], new Set(['lab0-tour', 'lab2-raft']))).toEqual(['lab2']);
  });

  it('is a lab without points only if it is named', () => {
    expect(planned(['lab0'])).toEqual(['lab0']);
    expect(() => planned([], new Set(['lab0-tour']))).toThrow('nothing to grade');
  });

  it('lists a word once that names a lab and its only part', () => {
    expect(() => planned(['lab9'])).toThrow(/Known: lab0, (?!.*lab0)/);
  });
});
