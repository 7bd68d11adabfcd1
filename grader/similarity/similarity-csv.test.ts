import { expect, it } from 'vitest';
import { similarityCsv } from './similarity-csv.ts';
import type { Likeness, SimilarityReport } from './similarity-report.ts';

const LIKENESS: Likeness = {
  share: 0.91234,
  lab: 'lab3',
  overall: 0.5,
  labs: [{ lab: 'lab3', share: 0.91234, passages: [] }],
  longestRun: 321,
};

const REPORT: SimilarityReport = {
  version: 1,
  labs: ['lab2', 'lab3'],
  submissions: [],
  comparedPairs: 1,
  usual: { half: 0, ninety: 0, ninetyNine: 0 },
  pairs: [{ a: '=1+1', b: 'bob "the, builder"', ...LIKENESS }],
  likeSolution: [{ id: 'carol', ...LIKENESS }],
  notes: [],
};

it('has a row for each pair and each copy of ours, and no formulas', () => {
  expect(similarityCsv(REPORT).split('\r\n')).toEqual([
    '\ufeffkind,a,b,share,lab,overall,longestRun,lab2,lab3',
    `pair,'=1+1,"bob ""the, builder""",0.912,lab3,0.5,321,0,0.912`,
    'solution,carol,,0.912,lab3,0.5,321,0,0.912',
    '',
  ]);
});
