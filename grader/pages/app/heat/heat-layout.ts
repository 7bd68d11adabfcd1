import type { ReportData } from '../../report-data.ts';

/** How cells are drawn: as wide as there is room, with counts in them, or small, without names. */
export type CellSize = 'fit' | 'counts' | 'small';

/** Where things are on the heat map, in pixels from its top left corner, nothing scrolled away. */
export interface HeatLayout {
  readonly labelWidth: number;
  readonly headHeight: number;
  readonly rowHeight: number;
  readonly columnWidth: number;
  /** Left edges of the columns. */
  readonly lefts: readonly number[];
  readonly width: number;
  readonly hasSlugs: boolean;
}

export const STRIP_HEIGHT = 12;
export const BAND_HEIGHT = 20;

const LABEL_WIDTH = 190;
const NO_LABELS = 6;
const SLUG_HEIGHT = 150;
const GAP = 4;
const NARROWEST = 3;
const WIDEST = 26;
const ROW_HEIGHTS: Readonly<Record<CellSize, number>> = { fit: 17, counts: 20, small: 4 };
const COUNT_WIDTH = 26;

/** `room`: the width that there is. */
export function layOut({ columns }: ReportData, size: CellSize, room: number): HeatLayout {
  const gaps =
    GAP * columns.filter(({ part }, index) => index > 0 && columns[index - 1]?.part !== part).length;
  const labelWidth = size === 'small' ? NO_LABELS : LABEL_WIDTH;
  const share = (room - labelWidth - gaps - 2) / Math.max(1, columns.length);
  // Rounded down: a sum of roundings shall not make the map wider than the room.
  const fitting = Math.floor(100 * share) / 100;
  const columnWidth = size === 'counts' ? COUNT_WIDTH : Math.min(WIDEST, Math.max(NARROWEST, fitting));
  let left = labelWidth;
  const lefts = columns.map(({ part }, index) => {
    if (index > 0) left += columnWidth + (columns[index - 1]?.part === part ? 0 : GAP);
    return left;
  });
  const hasSlugs = size !== 'small' && columnWidth >= 12;
  return {
    labelWidth,
    headHeight: BAND_HEIGHT + (hasSlugs ? SLUG_HEIGHT : 0) + STRIP_HEIGHT + 4,
    rowHeight: ROW_HEIGHTS[size],
    columnWidth,
    lefts,
    width: left + columnWidth + 2,
    hasSlugs,
  };
}

/** The column at this distance from the left; undefined in gaps and on the labels. */
export function columnAt({ lefts, columnWidth }: HeatLayout, x: number): number | undefined {
  const column = lefts.findLastIndex((left) => left <= x);
  return column >= 0 && x < (lefts[column] ?? 0) + columnWidth ? column : undefined;
}
