import type { Span } from '../model/spans.ts';
import { shortened } from './draw-labels.ts';
import type { LabelRoom } from './label-room.ts';
import { hue } from './palette.ts';
import { type Scene, seenMs, xOf } from './scene.ts';

type Context = CanvasRenderingContext2D;

/** Nothing worth saying fits into less. */
const LABEL_MIN_PX = 26;
const LABEL_MIN_HEIGHT = 9;
/** Bars that are nearer to each other look like one. */
const TOGETHER_PX = 3;
/** Of bars that stand in a row, every second one is drawn paler, so that they can be told apart. */
const ALPHAS = [0.5, 0.36];

/** Bars in a row of one lane that are too short for labels of their own. */
interface Row {
  readonly kind: string;
  readonly y: number;
  readonly x: number;
  end: number;
  count: number;
  span: Span;
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
    if (!span || !box) return;
    const { x, y, width } = box;
    drawBar(ctx, scene, span, box, index);
    const key = `${span.actor} ${span.row}`;
    const row = rows.get(key);
    if (row && row.kind === span.kind && x - row.end < TOGETHER_PX && width < LABEL_MIN_PX) {
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
export function spanBox(scene: Scene, { actor, row, fromMs, toMs }: Span) {
  const { layout } = scene;
  const rows = layout.spanRows[actor];
  if (!rows) return undefined;
  const x = Math.max(xOf(scene, fromMs), layout.gutter);
  const width = Math.max(Math.min(xOf(scene, toMs), layout.width) - x, 2);
  return { x, y: rows.top + row * rows.height, width, height: Math.max(rows.height - 1, 2) };
}

type Bar = NonNullable<ReturnType<typeof spanBox>>;

function drawBar(
  ctx: Context,
  scene: Scene,
  { kind, end }: Span,
  { x, y, width, height }: Bar,
  index: number,
) {
  const { palette } = scene;
  const color = hue(palette, scene.spanHues.get(kind) ?? 0);
  ctx.fillStyle = color;
  ctx.globalAlpha = ALPHAS[index % 2] ?? 1;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 1;
  ctx.fillRect(x, y, 1.5, height);
  if (end === 'ended') {
    ctx.fillRect(x + width - 1, y, 1, height);
    return;
  }
  if (end !== 'died') return;
  const [middle, size] = [y + height / 2, Math.min(height / 2, 4)];
  ctx.strokeStyle = palette.failure;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x + width - size, middle - size);
  ctx.lineTo(x + width + size, middle + size);
  ctx.moveTo(x + width - size, middle + size);
  ctx.lineTo(x + width + size, middle - size);
  ctx.stroke();
}

function drawLabel(ctx: Context, { layout, palette }: Scene, room: LabelRoom, row: Row): void {
  const { kind, x, y, end, count, span } = row;
  const height = layout.spanRows[span.actor]?.height ?? 0;
  const width = end - x - 6;
  if (width < LABEL_MIN_PX - 6 || height < LABEL_MIN_HEIGHT) return;
  ctx.font = '10px system-ui, sans-serif';
  const texts = count > 1 ? [`${count} × ${kind}`, kind] : [`${kind} ${span.of}`.trim(), span.of];
  const text =
    texts.find((each) => ctx.measureText(each).width <= width) ?? shortened(ctx, texts.at(-1) ?? '', width);
  ctx.fillStyle = palette.text;
  ctx.fillText(text, x + 4, y + height / 2 + 3);
  room.take({ x, y, width: ctx.measureText(text).width + 8, height });
}
