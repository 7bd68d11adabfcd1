import type { Palette } from '../../../../harness/view/app/diagram/palette.ts';
import type { HeatPicture } from './draw-heat.ts';
import { heatColour } from './heat-colours.ts';
import { BAND_HEIGHT, STRIP_HEIGHT } from './heat-layout.ts';

/** Names of parts, of scenarios where there is room, and how the class did. */
export function drawHead(
  context: CanvasRenderingContext2D,
  picture: HeatPicture,
  columns: readonly number[],
  palette: Palette,
): void {
  const { rates, layout, theme, left } = picture;
  const top = layout.headHeight - STRIP_HEIGHT - 2;
  for (const column of columns) {
    const x = (layout.lefts[column] ?? 0) - left;
    const rate = rates[column];
    context.fillStyle = rate === undefined ? palette.squeeze : heatColour(theme, rate);
    context.fillRect(Math.round(x), top, Math.round(x + layout.columnWidth) - Math.round(x), STRIP_HEIGHT);
  }
  if (layout.hasSlugs) drawSlugs(context, picture, columns, palette);
  drawParts(context, picture, columns, palette);
}

function drawSlugs(
  context: CanvasRenderingContext2D,
  { data, layout, left, marked }: HeatPicture,
  columns: readonly number[],
  palette: Palette,
): void {
  const bottom = layout.headHeight - STRIP_HEIGHT - 6;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const column of columns) {
    const isMarked = marked?.column === column;
    context.save();
    context.translate((layout.lefts[column] ?? 0) - left + layout.columnWidth / 2, bottom);
    context.rotate(-Math.PI / 2);
    context.font = `${isMarked ? 'bold ' : ''}11px system-ui, sans-serif`;
    context.fillStyle = isMarked ? palette.accent : palette.muted;
    context.fillText(data.columns[column]?.slug ?? '', 0, 0, bottom - BAND_HEIGHT - 2);
    context.restore();
  }
}

/** The name of a part stays in sight while any of its scenarios is. */
function drawParts(
  context: CanvasRenderingContext2D,
  { data, layout, left }: HeatPicture,
  columns: readonly number[],
  palette: Palette,
): void {
  context.font = 'bold 12px system-ui, sans-serif';
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const [index, part] of data.parts.entries()) {
    const own = columns.filter((column) => data.columns[column]?.part === index);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) continue;
    const start = Math.max((layout.lefts[first] ?? 0) - left, layout.labelWidth);
    const end = (layout.lefts[last] ?? 0) - left + layout.columnWidth;
    context.fillStyle = palette.lane;
    context.fillRect(start, BAND_HEIGHT - 2, end - start - 1, 2);
    context.fillStyle = palette.text;
    const hasRoom = context.measureText(part.id).width <= end - start;
    if (hasRoom) context.fillText(part.id, start + 1, BAND_HEIGHT / 2 - 1);
  }
}
