import { PALETTES, type Palette, type Theme } from '../../../../harness/view/app/diagram/palette.ts';
import type { ReportData, ReportRow } from '../../report-data.ts';
import { outcomeOf } from '../rows.ts';
import { drawHead } from './draw-head.ts';
import { heatColour, inkOn } from './heat-colours.ts';
import type { HeatLayout } from './heat-layout.ts';
import type { Place, View } from './place.ts';

export interface HeatPicture extends View {
  readonly data: ReportData;
  /** Pass rates of the class, by scenario. */
  readonly rates: readonly (number | undefined)[];
  /** Indexes of the rows, from top to bottom. */
  readonly rows: readonly number[];
  readonly layout: HeatLayout;
  readonly theme: Theme;
  readonly marked?: Place | undefined;
}

/** Draws what can be seen, labels of rows aside. */
export function drawHeat(context: CanvasRenderingContext2D, picture: HeatPicture): void {
  const { layout, width, height, left, theme } = picture;
  const palette = PALETTES[theme];
  context.fillStyle = palette.background;
  context.fillRect(0, 0, width, height);
  const seen = [...picture.data.columns.keys()].filter((column) => {
    const x = (layout.lefts[column] ?? 0) - left;
    return x + layout.columnWidth > layout.labelWidth && x < width;
  });
  drawCells(context, picture, seen);
  drawMark(context, picture, palette);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, width, layout.headHeight);
  drawHead(context, picture, seen, palette);
}

function drawCells(
  context: CanvasRenderingContext2D,
  picture: HeatPicture,
  columns: readonly number[],
): void {
  const { data, rows, layout, theme, left, top, height } = picture;
  const { headHeight, rowHeight } = layout;
  const colours = data.outcomes.map(([passed, runs]) => heatColour(theme, passed / runs));
  const first = Math.floor(top / rowHeight);
  const last = Math.min(rows.length, Math.ceil((top + height - headHeight) / rowHeight));
  // A line between cells, where there is room for one.
  const line = rowHeight > 6 ? 1 : 0;
  const gap = layout.columnWidth > 5 ? 1 : 0;
  context.font = '11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let at = first; at < last; at++) {
    const row = data.rows[rows[at] ?? -1];
    if (!row) continue;
    const y = headHeight + at * rowHeight - top;
    for (const column of columns) {
      const x = (layout.lefts[column] ?? 0) - left;
      const cell = row.cells[column] ?? -1;
      const [x0, x1] = [Math.round(x), Math.round(x + layout.columnWidth)];
      context.fillStyle = colours[cell] ?? PALETTES[theme].squeeze;
      context.fillRect(x0, y, x1 - x0 - gap, rowHeight - line);
      if (layout.columnWidth >= 20)
        drawCount(context, picture, row, column, (x0 + x1 - 1) / 2, y + rowHeight / 2);
    }
  }
}

/** Those that passed every run keep quiet. */
function drawCount(
  context: CanvasRenderingContext2D,
  { data, theme }: HeatPicture,
  row: ReportRow,
  column: number,
  x: number,
  y: number,
): void {
  const outcome = outcomeOf(data, row, column);
  if (!outcome) return;
  const [passed, runs] = outcome;
  if (passed === runs) return;
  context.fillStyle = inkOn(theme, passed / runs);
  context.fillText(`${passed}`, x, y);
}

function drawMark(context: CanvasRenderingContext2D, picture: HeatPicture, palette: Palette): void {
  const { marked, rows, layout, left, top } = picture;
  const at = marked?.row === undefined ? -1 : rows.indexOf(marked.row);
  if (!marked || at < 0) return;
  const x = (layout.lefts[marked.column] ?? 0) - left;
  const y = layout.headHeight + at * layout.rowHeight - top;
  context.lineWidth = 2;
  context.strokeStyle = palette.accent;
  context.strokeRect(Math.round(x) - 1, y - 1, Math.round(layout.columnWidth) + 1, layout.rowHeight + 1);
}
