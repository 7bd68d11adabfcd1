import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { LABS } from '../scenarios/index.ts';
import { fakeFailing, fakeFailure, fakeScenario } from './fake-results.ts';
import { GrowingTable, type PlannedPart, resultTable } from './result-table.ts';
import { scorePart } from './score.ts';

const LOOK = { paint: pc.createColors(false), verbose: false };
const LOUD = { ...LOOK, verbose: true };

const PASSING = fakeScenario('initial-election');
const FAILING = fakeScenario('reelection', {
  passed: 8,
  points: 4,
  failures: [fakeFailure(3), fakeFailure(7)],
});
const HOLE = { kind: 'not-implemented', message: 'lab2a: Raft.start is not implemented yet.' } as const;
const HOLES = ['one', 'two'].map((slug) => fakeFailing(slug, HOLE));
const PART = scorePart('lab2a', [PASSING, FAILING]);
const STUB = scorePart('lab2b', HOLES);

describe('the table of results', () => {
  it('has a row for each scenario, as only= calls it, and a sum for each part', () => {
    expect(resultTable([PART], LOOK)).toBe(
      `
  part   scenario          passed  points  virtual     cpu
✓ lab2a  initial-election   10/10     5/5   20.0 s  350 ms
✗        reelection          8/10     4/5   20.0 s  350 ms
         lab2a              18/20    9/10   40.0 s  700 ms`.slice(1),
    );
  });

  it('has a dash where there are no points to be had', () => {
    const text = resultTable([scorePart('lab0', [fakeScenario('tour', { points: 0, max: 0 })])], LOOK);
    expect(text.match(/ – /g)).toHaveLength(2);
    expect(text).not.toContain('0/0');
  });

  it('leaves out parts of which nothing was tried, unless all is wanted', () => {
    expect(resultTable([STUB], LOOK)).toBe('');
    expect(resultTable([PART, STUB], LOOK)).toBe(resultTable([PART], LOOK));
    expect(resultTable([STUB], LOUD)).toMatch(/^✗ lab2b {2}one +0\/10 .*\n✗ {8}two /m);
    const begun = scorePart('lab2b', [...HOLES, FAILING]);
    expect(resultTable([begun], LOOK)).toMatch(/^✗ lab2b {2}one /m);
  });

  it('says with verbose what the runs exercised', () => {
    expect(resultTable([PART], LOUD)).toContain('lab2a initial-election exercised: elections 12, commits 30');
  });
});

describe('the table in a pipe', () => {
  const planned = [
    { part: 'lab2a', slugs: ['initial-election', 'reelection'], runs: 10 },
    { part: 'lab2b', slugs: ['one', 'two', 'three'], runs: 10 },
  ];
  const folded = (lines: readonly string[]) => lines.map((line) => line.replace(/ {2,}/g, '  '));

  it('grows as scenarios end', () => {
    const table = new GrowingTable(planned, LOOK);
    expect(table.add('lab2a', PASSING)).toEqual([
      '',
      '  part   scenario          passed    points      virtual          cpu',
      '✓ lab2a  initial-election   10/10       5/5       20.0 s       350 ms',
    ]);
    expect(folded(table.add('lab2a', FAILING))).toEqual([
      '✗  reelection  8/10  4/5  20.0 s  350 ms',
      '  lab2a  18/20  9/10  40.0 s  700 ms',
    ]);
    expect(table.end([PART])).toEqual([]);
  });

  it('holds rows back as long as nothing was tried', () => {
    const [one, two] = HOLES as [(typeof HOLES)[0], (typeof HOLES)[0]];
    const table = new GrowingTable(planned, LOOK);
    expect([...table.add('lab2b', one), ...table.add('lab2b', two)]).toEqual([]);
    expect(table.end([STUB])).toEqual([]);
    const lines = table.add('lab2b', fakeScenario('three'));
    expect(folded(lines).map((line) => line.slice(0, 15))).toEqual([
      '',
      '  part  scenari',
      '✗ lab2b  one  0',
      '✗  two  0/10  0',
      '✓  three  10/10',
      '  lab2b  10/30 ',
    ]);
    expect(new GrowingTable(planned, LOUD).add('lab2b', one)).toHaveLength(3);
  });

  it('names in the end what was never heard of', () => {
    const table = new GrowingTable(planned, LOOK);
    table.add('lab2a', PASSING);
    const never = fakeScenario('reelection', { runs: 0, passed: 0, points: 0 });
    expect(folded(table.end([scorePart('lab2a', [PASSING, never])]))).toEqual([
      '✗  reelection  0/0  0/5  20.0 s  350 ms',
      '  lab2a  10/10  5/10  40.0 s  700 ms',
    ]);
  });

  it('has at most 100 columns, of any lab', () => {
    const parts = LABS.flatMap((lab) => lab.parts).map(({ id, scenarios }): PlannedPart => {
      return { part: id, slugs: scenarios.map(({ slug }) => slug), runs: 1000 };
    });
    const [, header = ''] = new GrowingTable(parts, LOOK).add('lab2a', PASSING);
    expect(header.length).toBeGreaterThan(80);
    expect(header.length).toBeLessThanOrEqual(100);
  });
});
