import { describe, expect, it } from 'vitest';
import { exampleClass } from '../../example-class.ts';
import { makeReportData } from '../../make-report-data.ts';
import { layOut } from './heat-layout.ts';
import { placeAt, scrollTo } from './place.ts';

describe('places on the heat map', () => {
  const { file, timing } = exampleClass({ submissions: 90, scenarios: 75, runs: 5 });
  const data = makeReportData(file, timing);
  const layout = layOut(data, 'counts', 900);
  const rows = [...data.rows.keys()].reverse();
  const view = { left: 0, top: 0, width: 900, height: 500 };

  it.each([
    [0, 0],
    [89, 74],
    [40, 30],
  ])('row %i, column %i is where one scrolls to', (row, column) => {
    const cell = { row, column };
    const scrolled = { ...view, ...scrollTo(cell, rows, layout, view) };
    const x = (layout.lefts[column] ?? 0) + 5 - scrolled.left;
    const y = layout.headHeight + rows.indexOf(row) * layout.rowHeight + 5 - scrolled.top;
    expect(x).toBeLessThan(view.width);
    expect(y).toBeLessThan(view.height);
    expect(placeAt({ offsetX: x, offsetY: y }, rows, layout, scrolled)).toEqual(cell);
    expect(scrollTo(cell, rows, layout, scrolled)).toEqual({ left: scrolled.left, top: scrolled.top });
  });

  it('tells the head and the labels from cells', () => {
    expect(placeAt({ offsetX: layout.labelWidth + 2, offsetY: 5 }, rows, layout, view)).toEqual({
      row: undefined,
      column: 0,
    });
    expect(placeAt({ offsetX: 5, offsetY: 300 }, rows, layout, view)).toBeUndefined();
    expect(placeAt({ offsetX: 300, offsetY: 9000 }, rows, layout, view)).toBeUndefined();
  });
});
