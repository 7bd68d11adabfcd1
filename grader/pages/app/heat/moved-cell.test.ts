import { describe, expect, it } from 'vitest';
import { moved } from './moved-cell.ts';

describe('moved', () => {
  const grid = { rows: [4, 2, 7, 0], columns: 3, page: 2 };

  it.each([
    ['ArrowDown', { row: 2, column: 1 }, { row: 7, column: 1 }],
    ['ArrowUp', { row: 4, column: 1 }, { row: 4, column: 1 }],
    ['PageDown', { row: 2, column: 1 }, { row: 0, column: 1 }],
    ['PageDown', { row: 7, column: 1 }, { row: 0, column: 1 }],
    ['ArrowRight', { row: 2, column: 2 }, { row: 2, column: 2 }],
    ['ArrowLeft', { row: 2, column: 2 }, { row: 2, column: 1 }],
    ['Home', { row: 2, column: 2 }, { row: 2, column: 0 }],
    ['End', { row: 2, column: 0 }, { row: 2, column: 2 }],
  ])('%s goes through the rows as they are shown', (key, from, to) => {
    expect(moved(key, from, grid)).toEqual(to);
  });

  it('begins at the first cell, also where the old one is not shown any more', () => {
    expect(moved('ArrowDown', undefined, grid)).toEqual({ row: 4, column: 0 });
    expect(moved('ArrowDown', { row: 9, column: 2 }, grid)).toEqual({ row: 4, column: 0 });
  });

  it('leaves other keys alone, and goes nowhere in an empty class', () => {
    expect(moved('a', { row: 2, column: 1 }, grid)).toBeUndefined();
    expect(moved('End', undefined, { ...grid, rows: [] })).toBeUndefined();
  });
});
