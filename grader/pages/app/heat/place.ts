import { columnAt, type HeatLayout } from './heat-layout.ts';

/** A cell, or what stands above the cells of a column. */
export interface Place {
  readonly row: number | undefined;
  readonly column: number;
}

/** What can be seen of the heat map, in pixels. */
export interface View {
  /** What is scrolled away. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What is at this distance from the corner of the view. */
export function placeAt(
  { offsetX, offsetY }: Pick<MouseEvent, 'offsetX' | 'offsetY'>,
  rows: readonly number[],
  layout: HeatLayout,
  { left, top }: View,
): Place | undefined {
  const column = offsetX < layout.labelWidth ? undefined : columnAt(layout, offsetX + left);
  if (column === undefined) return undefined;
  if (offsetY < layout.headHeight) return { row: undefined, column };
  const row = rows[Math.floor((offsetY - layout.headHeight + top) / layout.rowHeight)];
  return row === undefined ? undefined : { row, column };
}

/** How to scroll, no farther than needed, so that a cell can be seen. */
export function scrollTo(
  { row, column }: { readonly row: number; readonly column: number },
  rows: readonly number[],
  { lefts, labelWidth, headHeight, columnWidth, rowHeight }: HeatLayout,
  view: View,
): { readonly left: number; readonly top: number } {
  const x = (lefts[column] ?? 0) - labelWidth;
  const y = rows.indexOf(row) * rowHeight;
  const roomX = view.width - labelWidth - columnWidth;
  const roomY = view.height - headHeight - rowHeight;
  return {
    left: Math.max(Math.min(view.left, x), x - roomX),
    top: Math.max(Math.min(view.top, y), y - roomY),
  };
}
