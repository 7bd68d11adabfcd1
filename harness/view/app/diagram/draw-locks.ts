import { colorNameOf, isLockSpan, isShared, type Overlap } from '../model/lock-bands.ts';
import type { Span } from '../model/spans.ts';
import { drawCross } from './draw-arrows.ts';
import { hatch } from './draw-background.ts';
import { haloText, shortened } from './draw-labels.ts';
import { spanBox } from './draw-spans.ts';
import type { Box, LabelRoom } from './label-room.ts';
import { isInView, WORDY_LANE } from './layout.ts';
import { hue } from './palette.ts';
import { type Scene, seenMs } from './scene.ts';

type Context = CanvasRenderingContext2D;

const LABEL_MIN_PX = 26;

interface Held {
  readonly span: Span;
  readonly box: Box;
}

/** Who holds which lock, as a solid band; the lease, as a hatched strip above it with a line at its end. */
export function drawLocks(ctx: Context, scene: Scene, room: LabelRoom): void {
  const { run, layout } = scene;
  const [fromMs, toMs] = seenMs(scene);
  const seen: Held[] = [];
  run.spansAt.visit(fromMs, toMs, (index) => {
    const span = run.spans[index];
    const box = span && isLockSpan(span) ? spanBox(scene, span) : undefined;
    if (span && box && isInView(layout, layout.laneY[span.actor] ?? -1)) seen.push({ span, box });
  });
  const held = seen.filter(({ span }) => span.kind === 'holds');
  for (const each of held) drawBand(ctx, scene, each);
  for (const overlap of run.overlaps) drawOverlap(ctx, scene, room, overlap);
  for (const each of seen) if (each.span.kind === 'lease') drawLease(ctx, scene, each);
  if (layout.laneHeight >= WORDY_LANE) for (const each of held) drawLabel(ctx, scene, room, each);
}

function colorOf({ palette, spanHues }: Scene, span: Span): string {
  return hue(palette, spanHues.get(colorNameOf(span)) ?? 0);
}

function drawBand(ctx: Context, scene: Scene, { span, box }: Held): void {
  const { palette, layout } = scene;
  const { x, y, width, height } = box;
  ctx.fillStyle = colorOf(scene, span);
  ctx.globalAlpha = 0.5;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 1;
  if (x > layout.gutter) ctx.fillRect(x, y, 1.5, height);
  if (span.end === 'ended') ctx.fillRect(x + width - 1.5, y, 1.5, height);
  if (span.end === 'died') drawCross(ctx, x + width, y + height / 2, palette.failure);
}

function drawLabel(ctx: Context, { palette }: Scene, room: LabelRoom, { span, box }: Held): void {
  const { x, y, width, height } = box;
  if (width < LABEL_MIN_PX) return;
  ctx.font = '10px system-ui, sans-serif';
  const reading = isShared(span) ? ' for reading' : '';
  const text = shortened(ctx, `${span.of}${reading}`, width - 12);
  ctx.fillStyle = palette.text;
  // Behind the dot of the step with which it began.
  const label = { x: x + 8, y: y + height / 2 - 5, width: ctx.measureText(text).width, height: 10 };
  if (room.takeFirst([[label]])) haloText(ctx, text, label.x, label.y + 8, palette.background);
}

function drawLease(ctx: Context, scene: Scene, { span, box }: Held): void {
  const { layout, palette } = scene;
  const { x, y, width, height } = box;
  const color = colorOf(scene, span);
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.18;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 1;
  if (height > 3) hatch(ctx, x, y, width, height, color);
  ctx.fillRect(x, y, width, 1);
  ctx.fillRect(x, y + height - 1, width, 1);
  if (span.end !== 'ended' && span.end !== 'died') return;
  // A line across the lane: what the lease was for may go on behind it.
  const band = layout.lockRows[span.actor];
  const bottom = band ? band.top + band.height : y + height;
  ctx.fillStyle = palette.text;
  ctx.fillRect(x + width - 1, y - 4, 2, bottom - y + 8);
}

/** Two hold one lock: in both lanes, and between them where the second one got it. */
function drawOverlap(ctx: Context, scene: Scene, room: LabelRoom, overlap: Overlap): void {
  const { palette, layout } = scene;
  const { fromMs, toMs, spans, isOpen } = overlap;
  const end = isOpen ? ('open' as const) : ('ended' as const);
  const boxes = spans.flatMap((span) => spanBox(scene, { ...span, fromMs, toMs, end }) ?? []);
  const [first, second] = boxes;
  if (!first || !second || first.x >= layout.width || first.x + first.width <= layout.gutter) return;
  ctx.fillStyle = palette.failure;
  ctx.strokeStyle = palette.failure;
  ctx.lineWidth = 1.5;
  for (const { x, y, width, height } of boxes) {
    ctx.fillStyle = palette.background;
    ctx.fillRect(x, y, width, height);
    ctx.fillStyle = palette.failure;
    ctx.globalAlpha = 0.4;
    ctx.fillRect(x, y, width, height);
    ctx.globalAlpha = 1;
    ctx.strokeRect(x, y, width, height);
  }
  const [above, below] = first.y < second.y ? [first, second] : [second, first];
  const from = above.y + above.height;
  ctx.globalAlpha = 0.12;
  ctx.fillRect(first.x, from, Math.min(first.width, second.width), below.y - from);
  ctx.globalAlpha = 1;
  ctx.font = '600 10px system-ui, sans-serif';
  const text = `both hold ${overlap.lock}`;
  const width = ctx.measureText(text).width;
  const label = { x: first.x + 6, y: first.y + first.height / 2 - 5, width, height: 10 };
  if (layout.laneHeight < WORDY_LANE || width + 10 > first.width || !room.takeFirst([[label]])) return;
  haloText(ctx, text, label.x, label.y + 8, palette.background);
}
