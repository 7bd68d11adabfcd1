import { colorNameOf, isLockSpan } from '../model/lock-bands.ts';
import type { Span } from '../model/spans.ts';
import { drawCross } from './draw-arrows.ts';
import { haloText, shortened } from './draw-labels.ts';
import type { Box, LabelRoom } from './label-room.ts';
import type { Layout, SpanRows } from './layout.ts';
import { hue } from './palette.ts';
import { type Scene, seenMs, xOf } from './scene.ts';

type Context = CanvasRenderingContext2D;

/** Nothing worth saying fits into less. */
const LABEL_MIN_PX = 26;
const LABEL_MIN_HEIGHT = 9;
/** What goes on when the run ends is drawn beyond that. */
const OPEN_PX = 46;
/** Bars that are nearer to each other look like one. */
const TOGETHER_PX = 3;
/** Of bars that stand in a row, every second one is drawn paler, so that they can be told apart. */
const ALPHAS = [0.5, 0.36];

/** Bars in a row of one lane that are too short for labels of their own. */
interface Row {
  readonly kind: string;
  readonly y: number;
  readonly x: number;
  readonly span: Span;
  end: number;
  count: number;
}

/** What lasts: a bar below the middle of the lane, from its beginning to its end. */
export function drawSpans(ctx: Context, scene: Scene, room: LabelRoom): void {
  const { run } = scene;
  const [fromMs, toMs] = seenMs(scene);
  const labels: Row[] = [];
  const rows = new Map<string, Row>();
  run.spansAt.visit(fromMs, toMs, (index) => {
    const span = run.spans[index];
    const box = span && spanBox(scene, span);
    if (!span || !box || isLockSpan(span)) return;
    const { x, y, width } = box;
    drawBar(ctx, scene, span, box, index);
    const key = `${span.actor} ${span.row}`;
    const row = rows.get(key);
    const isShort = (each: Row) => each.count > 1 || each.end - each.x < LABEL_MIN_PX;
    if (row?.kind === span.kind && isShort(row) && width < LABEL_MIN_PX && x - row.end < TOGETHER_PX) {
      row.end = Math.max(row.end, x + width);
      row.count++;
      return;
    }
    const begun = { kind: span.kind, y, x, end: x + width, count: 1, span };
    rows.set(key, begun);
    labels.push(begun);
  });
  for (const row of labels) drawLabel(ctx, scene, room, row);
}

/** Where a span is drawn, of what is in view; undefined if its actor has no lane. */
export function spanBox(scene: Scene, span: Span): Box | undefined {
  const { layout } = scene;
  const { row, fromMs, toMs, end } = span;
  const rows = rowsFor(layout, span);
  if (!rows) return undefined;
  const x = Math.max(xOf(scene, fromMs), layout.gutter);
  const beyond = end === 'open' ? OPEN_PX : 0;
  const width = Math.max(Math.min(xOf(scene, toMs) + beyond, layout.width) - x, 2);
  return { x, y: rows.top + row * rows.height, width, height: Math.max(rows.height - 1, 2) };
}

function rowsFor({ spanRows, lockRows }: Layout, span: Span): Pick<SpanRows, 'top' | 'height'> | undefined {
  if (!isLockSpan(span)) return spanRows[span.actor];
  const rows = lockRows[span.actor];
  return rows && span.kind === 'lease' ? { top: rows.leaseTop, height: rows.leaseHeight } : rows;
}

function drawBar(ctx: Context, scene: Scene, span: Span, bar: Box, index: number): void {
  const { palette, layout, spanHues } = scene;
  const { x, y, width, height } = bar;
  ctx.fillStyle = hue(palette, spanHues.get(colorNameOf(span)) ?? 0);
  ctx.globalAlpha = ALPHAS[index % 2] ?? 1;
  const isOpen = span.end === 'open' || span.end === 'unknown';
  const until = isOpen ? Math.min(xOf(scene, span.toMs), x + width) : x + width;
  ctx.fillRect(x, y, until - x, height);
  // It fades out in stripes, as nobody knows its end.
  for (let at = until; at < x + width; at += 4) ctx.fillRect(at, y, 2, height);
  ctx.globalAlpha = 1;
  if (x > layout.gutter) ctx.fillRect(x, y, 1.5, height);
  if (span.end === 'ended') ctx.fillRect(x + width - 1, y, 1, height);
  if (span.end === 'died') drawCross(ctx, x + width, y + height / 2, palette.failure);
}

function drawLabel(ctx: Context, { layout, palette }: Scene, room: LabelRoom, row: Row): void {
  const { kind, x, y, end, count, span } = row;
  const height = layout.spanRows[span.actor]?.height ?? 0;
  if (height < LABEL_MIN_HEIGHT) return;
  ctx.font = '10px system-ui, sans-serif';
  ctx.fillStyle = palette.text;
  const texts = count > 1 ? [`${count} × ${kind}`, kind] : [`${kind} ${span.of}`.trim(), span.of];
  if (span.fromMs === span.toMs && count === 1) {
    drawBeside(ctx, palette.background, room, texts, x + 4, y + height / 2 - 5);
    return;
  }
  const width = end - x - 6;
  if (width < LABEL_MIN_PX - 6) return;
  const fitting = texts.find((text) => ctx.measureText(text).width <= width);
  const text = fitting ?? shortened(ctx, texts.at(-1) ?? '', width);
  ctx.fillText(text, x + 4, y + height / 2 + 3);
  room.take({ x, y, width: ctx.measureText(text).width + 8, height });
}

/** What took no time is named to its right, if there is room. */
function drawBeside(
  ctx: Context,
  background: string,
  room: LabelRoom,
  texts: readonly string[],
  x: number,
  y: number,
): void {
  for (const text of texts) {
    if (!room.takeFirst([[{ x, y, width: ctx.measureText(text).width, height: 10 }]])) continue;
    haloText(ctx, text, x, y + 8, background);
    return;
  }
}
