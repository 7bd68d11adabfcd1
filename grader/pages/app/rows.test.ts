import { describe, expect, it } from 'vitest';
import { exampleClass } from '../example-class.ts';
import { makeReportData } from '../make-report-data.ts';
import { classRates, outcomeOf, shownRows } from './rows.ts';

describe('rows of the class report', () => {
  const { file, timing } = exampleClass({ submissions: 60, scenarios: 60, runs: 10 });
  const data = makeReportData(file, timing);
  const all = { text: '' };
  const ids = (rows: readonly number[]) => rows.map((row) => data.rows[row]?.id);

  it('stand in the order of ids, or against it', () => {
    expect(shownRows(data, all, { by: 'id', isDescending: false })).toEqual([...data.rows.keys()]);
    expect(shownRows(data, all, { by: 'id', isDescending: true })[0]).toBe(59);
  });

  it('stand in the order of points, with what was not run below the rest', () => {
    const rows = shownRows(data, all, { by: 'points', isDescending: true }).map((row) => data.rows[row]);
    const points = rows.map((row) => (row?.isRefused ? -1 : (row?.points ?? 0)));
    expect(points).toEqual([...points].sort((a, b) => b - a));
    expect(rows.at(-1)?.isRefused).toBe(true);
  });

  it('stand in the order of a scenario, and those that are equal in that of ids', () => {
    const rows = shownRows(data, all, { by: 'scenario 7', isDescending: false });
    const keyed = rows.map((row) => {
      const outcome = data.rows[row] && outcomeOf(data, data.rows[row], 7);
      return [outcome ? outcome[0] / outcome[1] : -1, row] as const;
    });
    expect(keyed).toEqual([...keyed].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
    expect(new Set(keyed.map(([rate]) => rate)).size).toBeGreaterThan(2);
  });

  it('are found by id and name, without regard to case', () => {
    const order = { by: 'id', isDescending: false } as const;
    const byId = ids(shownRows(data, { text: ' ADA.L ' }, order));
    expect(byId).toEqual(['ada.lind']);
    expect(ids(shownRows(data, { text: 'Ada Lind' }, order))).toEqual(['ada.lind']);
    const named = { words: 'a rule', rows: new Set([3, 5]) };
    expect(shownRows(data, { text: '', named }, order)).toEqual([3, 5]);
    expect(shownRows(data, { text: 'nobody', named }, order)).toEqual([]);
  });

  it('give the pass rate of the class by scenario', () => {
    const rates = classRates(data);
    const scenarios = file.submissions.flatMap(({ parts }) =>
      parts.flatMap((part) => part.scenarios[3] ?? []),
    );
    const ofPart = scenarios.filter(({ slug }) => slug === data.columns[3]?.slug);
    const passed = ofPart.reduce((sum, one) => sum + one.passed, 0);
    expect(rates[3]).toBe(passed / ofPart.reduce((sum, one) => sum + one.runs, 0));
    expect(classRates({ ...data, rows: [] })[3]).toBeUndefined();
  });
});
