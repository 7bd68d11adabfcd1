import { line } from './draw-background.ts';
import { inkOfMessage } from './draw-order.ts';
import type { LabelRoom } from './label-room.ts';
import { type Arrow, arrowOf, type Scene, seenMs } from './scene.ts';

type Context = CanvasRenderingContext2D;

/** Above this, arrows are a grey wall and slow to draw: only every second, fourth, … of them is drawn. */
const ARROWS_MAX = 2500;
const LABELS_MAX = 150;
/** Faint arrows between the same two have this distance at least. */
const FAINT_PX = 3;

export interface DrawnArrows {
  readonly drawn: number;
  readonly seen: number;
  /** Messages that may have a label, the most important first. */
  readonly labelled: readonly number[];
}

/** Draws the messages that are seen. What labels must not cover is noted in `room`. */
export function drawArrows(ctx: Context, scene: Scene, room: LabelRoom): DrawnArrows {
  const { run, shown } = scene;
  const [fromMs, toMs] = seenMs(scene);
  const clear: number[] = [];
  const faint: number[] = [];
  run.arrows.visit(fromMs, toMs, (index) => (shown.isMessage[index] ? clear : faint).push(index));
  const related = relatedMessages(scene);
  drawFaint(ctx, scene, thinned(faint, ARROWS_MAX));
  const chosen = thinned(clear, ARROWS_MAX);
  const isDense = clear.length > 600;
  for (const index of chosen) drawOne(ctx, scene, room, index, related, isDense);
  for (const index of related.keys()) drawOne(ctx, scene, room, index, related, false);
  const hasArrived = (index: number) => run.trace.messages[index]?.fate.kind !== 'under-way';
  const others = clear.filter((index) => !related.has(index) && hasArrived(index));
  const near = [...related, ...others].filter((index) => inkOfMessage(scene, index).alpha === 1);
  const labelled = clear.length <= LABELS_MAX ? near : [];
  return { drawn: chosen.length, seen: clear.length, labelled };
}

/** Every n-th by its number, so that the same ones stay when the view moves. */
function thinned(indexes: readonly number[], max: number): readonly number[] {
  const every = 2 ** Math.ceil(Math.log2(Math.max(indexes.length / max, 1)));
  return every === 1 ? indexes : indexes.filter((index) => index % every === 0);
}

/** Messages that the selected step received or sent, by position. */
function relatedMessages({ run, selected }: Scene): ReadonlySet<number> {
  const step = run.steps[selected];
  const ids = new Set<number>();
  if (step?.cause.kind === 'message' || step?.cause.kind === 'reply') ids.add(step.cause.message);
  if (step?.cause.kind === 'no-answer') ids.add(step.cause.request);
  for (const effect of step?.effects ?? []) if (effect.kind === 'send') ids.add(effect.message);
  return new Set([...ids].map(run.positionOfMessage).filter((position) => position >= 0));
}

/** Folded and filtered messages, in one stroke: many, and only to be sensed. */
function drawFaint(ctx: Context, scene: Scene, indexes: readonly number[]): void {
  ctx.strokeStyle = scene.palette.muted;
  ctx.globalAlpha = indexes.length > 300 ? 0.08 : 0.2;
  ctx.lineWidth = 1;
  ctx.beginPath();
  const drawn = new Set<string>();
  for (const index of indexes) {
    const message = scene.run.trace.messages[index];
    const arrow = message && arrowOf(scene, message);
    // Where time is squeezed, hundreds lie on each other.
    const place = `${message?.from} ${message?.to} ${Math.round((arrow?.x1 ?? 0) / FAINT_PX)}`;
    if (!arrow || drawn.has(place)) continue;
    drawn.add(place);
    ctx.moveTo(arrow.x1, arrow.y1);
    ctx.lineTo(arrow.x2, arrow.y2);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function drawOne(
  ctx: Context,
  scene: Scene,
  room: LabelRoom,
  index: number,
  related: ReadonlySet<number>,
  isDense: boolean,
): void {
  const message = scene.run.trace.messages[index];
  const arrow = message && arrowOf(scene, message);
  if (!message || !arrow) return;
  const { fate } = message;
  const isRelated = related.has(index);
  const { color, alpha } = inkOfMessage(scene, index);
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.globalAlpha = alpha * (isRelated ? 1 : fate.kind === 'ignored' ? 0.35 : isDense ? 0.4 : 0.85);
  ctx.lineWidth = (message.kind === 'reply' ? 1 : 1.6) + (isRelated ? 1.2 : 0);
  const isLate = fate.kind === 'delivered' && fate.atMs - message.sentAtMs > scene.run.lateAfterMs;
  if (isLate) ctx.setLineDash([7, 4]);
  if (fate.kind === 'under-way') ctx.setLineDash([2, 4]);
  line(ctx, arrow.x1, arrow.y1, arrow.x2, arrow.y2);
  ctx.setLineDash([]);
  if (fate.kind === 'lost') {
    drawCross(ctx, arrow.x2, arrow.y2, scene.palette.failure);
    room.take({ x: arrow.x2 - 5, y: arrow.y2 - 5, width: 10, height: 10 });
  } else if (!isDense && fate.kind !== 'under-way') drawHead(ctx, arrow, message.kind === 'reply');
  if (message.copyOf !== undefined && !isDense) drawCopyMark(ctx, arrow, color);
  ctx.globalAlpha = 1;
}

/** A filled head for requests, an open one for replies. */
function drawHead(ctx: Context, { x1, y1, x2, y2 }: Arrow, isOpen: boolean): void {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const size = 7;
  ctx.beginPath();
  ctx.moveTo(x2 - size * Math.cos(angle - 0.42), y2 - size * Math.sin(angle - 0.42));
  ctx.lineTo(x2, y2);
  ctx.lineTo(x2 - size * Math.cos(angle + 0.42), y2 - size * Math.sin(angle + 0.42));
  if (isOpen) ctx.stroke();
  else ctx.fill();
}

export function drawCross(ctx: Context, x: number, y: number, color: string): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = 2;
  line(ctx, x - 4, y - 4, x + 4, y + 4);
  line(ctx, x - 4, y + 4, x + 4, y - 4);
}

/** A small 2 beside the beginning: the network made this one. */
function drawCopyMark(ctx: Context, { x1, y1, x2, y2 }: Arrow, color: string): void {
  ctx.font = '600 10px system-ui, sans-serif';
  ctx.fillStyle = color;
  ctx.fillText('×2', x1 + (x2 - x1) * 0.2 + 3, y1 + (y2 - y1) * 0.2);
}
