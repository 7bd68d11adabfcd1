import type { Cell } from './cell-words.tsx';

export interface Grid {
  /** Indexes of the rows, from top to bottom. */
  readonly rows: readonly number[];
  readonly columns: number;
  /** Rows that a page key moves by. */
  readonly page: number;
}

/** Where a key leads from a cell, or from nowhere; undefined: the key is for something else. */
export function moved(key: string, from: Cell | undefined, { rows, columns, page }: Grid): Cell | undefined {
  const step = stepOf(key, page);
  if (!step || rows.length === 0 || columns === 0) return undefined;
  const at = from ? rows.indexOf(from.row) : -1;
  const isNowhere = !from || at < 0;
  const row = rows[isNowhere ? 0 : clamp(at + step.down, rows.length)];
  const column = isNowhere ? 0 : clamp(from.column + step.right, columns);
  return row === undefined ? undefined : { row, column };
}

function stepOf(key: string, page: number): { readonly right: number; readonly down: number } | undefined {
  if (key === 'ArrowLeft') return { right: -1, down: 0 };
  if (key === 'ArrowRight') return { right: 1, down: 0 };
  if (key === 'ArrowUp') return { right: 0, down: -1 };
  if (key === 'ArrowDown') return { right: 0, down: 1 };
  if (key === 'PageUp') return { right: 0, down: -page };
  if (key === 'PageDown') return { right: 0, down: page };
  if (key === 'Home') return { right: -Infinity, down: 0 };
  return key === 'End' ? { right: Infinity, down: 0 } : undefined;
}

function clamp(index: number, length: number): number {
  return Math.min(length - 1, Math.max(0, index));
}
