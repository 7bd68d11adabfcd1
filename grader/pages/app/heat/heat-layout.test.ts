import { describe, expect, it } from 'vitest';
import { exampleClass } from '../../example-class.ts';
import { makeReportData } from '../../make-report-data.ts';
import { columnAt, layOut } from './heat-layout.ts';

describe('the layout of the heat map', () => {
  const { file, timing } = exampleClass({ submissions: 2, scenarios: 150, runs: 5 });
  const data = makeReportData(file, timing);

  it('fits the width where cells do not get too small for that', () => {
    expect(layOut(data, 'fit', 1300).width).toBeLessThanOrEqual(1300);
    expect(layOut(data, 'fit', 400).columnWidth).toBe(3);
    expect(layOut(data, 'counts', 400).columnWidth).toBeGreaterThan(20);
  });

  it('finds each column where it is drawn, and none between parts', () => {
    const layout = layOut(data, 'counts', 1300);
    for (const [column, left] of layout.lefts.entries()) {
      expect(columnAt(layout, left)).toBe(column);
      expect(columnAt(layout, left + layout.columnWidth - 0.5)).toBe(column);
    }
    const first = data.columns.findIndex(({ part }) => part === 1);
    expect(columnAt(layout, (layout.lefts[first] ?? 0) - 1)).toBeUndefined();
    expect(columnAt(layout, layout.labelWidth - 1)).toBeUndefined();
    expect(columnAt(layout, layout.width + 1)).toBeUndefined();
  });
});
