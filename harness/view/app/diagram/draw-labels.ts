import type { TraceMessage } from '../../../trace/trace.ts';
import { shortSaying } from '../model/message-saying.ts';
import { countUpTo } from '../model/state-history.ts';
import type { Squeeze } from '../model/time-scale.ts';
import { timeText } from '../model/words.ts';
import { inkOfMessage } from './draw-order.ts';
import type { Box, LabelRoom } from './label-room.ts';
import { isInView, WORDY_LANE } from './layout.ts';
import { termColor } from './palette.ts';
import { type Arrow, arrowOf, type Scene, seenMs, xOf } from './scene.ts';

type Context = CanvasRenderingContext2D;

/** Text with a rim of the background's colour, which stays readable on whatever is below it. */
export function haloText(ctx: Context, text: string, x: number, y: number, background: string): void {
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = background;
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

/** The text, or as much of its beginning as fits. */
export function shortened(ctx: Context, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  let length = Math.min(text.length, Math.ceil(width / 4));
  while (length > 1 && ctx.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length)}…`;
}

/** Room for the sign of a new leader. */
const STAR = 10;
const LEADER_TRIES = 8;
const LEADER_SHIFT = 44;

function leaderText(term: number | undefined, laneHeight: number): string {
  if (laneHeight < WORDY_LANE) return term === undefined ? '★' : `★ t${term}`;
  return term === undefined ? 'leader' : `leader, term ${term}`;
}

/** Says above each leader's lane which term it leads, at the first place that is free. */
export function drawLeaderLabels(ctx: Context, scene: Scene, room: LabelRoom): void {
  const { run, layout, palette } = scene;
  const [fromMs, toMs] = seenMs(scene);
  ctx.font = '600 11px system-ui, sans-serif';
  for (const { actor, term, fromMs: begin, toMs: end } of run.leaders) {
    if (begin > toMs || end < fromMs) continue;
    const from = Math.max(xOf(scene, begin), layout.gutter);
    const to = Math.min(xOf(scene, end), layout.width);
    const y = layout.laneY[actor] ?? 0;
    if (!isInView(layout, y)) continue;
    const text = leaderText(term, layout.laneHeight);
    const width = ctx.measureText(text).width;
    const start = from + (from > layout.gutter ? STAR : 4);
    const places = Array.from({ length: 2 * LEADER_TRIES }, (_, index): [Box] => {
      const isBelow = index >= LEADER_TRIES;
      const x = start + (index % LEADER_TRIES) * LEADER_SHIFT;
      // In narrow lanes, what stands above one would look as if it belonged to the next.
      const above = layout.laneHeight < WORDY_LANE ? y - 6 : y - 18;
      return [{ x, y: isBelow ? y + 7 : above, width, height: 12 }];
    });
    const [box] = room.takeFirst(places.filter(([{ x }]) => x + width + 4 < to)) ?? [];
    if (!box) continue;
    ctx.fillStyle = layout.laneHeight < WORDY_LANE ? palette.text : termColor(palette, term);
    haloText(ctx, text, box.x, box.y + 10, palette.background);
  }
}

/** Parts of an arrow at which its label may have its middle. */
const PLACES = [0.5, 0.36, 0.64];
/** Of the boxes that a slanting text is taken for. */
const STRIDE = 8;

/** Labels along the arrows of these messages, where they are long enough. */
export function drawArrowLabels(
  ctx: Context,
  scene: Scene,
  room: LabelRoom,
  indexes: Iterable<number>,
): void {
  ctx.font = '10px system-ui, sans-serif';
  for (const index of indexes) {
    const message = scene.run.trace.messages[index];
    const arrow = message && arrowOf(scene, message);
    const { color } = inkOfMessage(scene, index);
    if (message && arrow) drawArrowLabel(ctx, scene, room, message, arrow, color);
  }
}

function drawArrowLabel(
  ctx: Context,
  scene: Scene,
  room: LabelRoom,
  message: TraceMessage,
  arrow: Arrow,
  color: string,
): void {
  const { palette, layout } = scene;
  const length = Math.hypot(arrow.x2 - arrow.x1, arrow.y2 - arrow.y1);
  const texts = labelsOf(message);
  for (const text of texts) {
    const width = ctx.measureText(text).width;
    if (length < width + 26) continue;
    const free = PLACES.filter((part) => Math.min(part, 1 - part) * length > width / 2 + 10);
    const isInView = ({ x }: Box) => x >= layout.gutter && x + 10 <= layout.width;
    const places = free
      .map((part) => ({ part, boxes: boxesAlong(arrow, length, part, width) }))
      .filter(({ boxes }) => boxes.every(isInView));
    const taken = room.takeFirst(places.map(({ boxes }) => boxes));
    const place = places.find(({ boxes }) => boxes === taken);
    if (!place) continue;
    ctx.save();
    ctx.translate(
      arrow.x1 + (arrow.x2 - arrow.x1) * place.part,
      arrow.y1 + (arrow.y2 - arrow.y1) * place.part,
    );
    const angle = Math.atan2(arrow.y2 - arrow.y1, arrow.x2 - arrow.x1);
    ctx.rotate(Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle);
    ctx.textAlign = 'center';
    ctx.fillStyle = color;
    haloText(ctx, text, 0, -3, palette.background);
    ctx.restore();
    return;
  }
}

function boxesAlong({ x1, y1, x2, y2 }: Arrow, length: number, part: number, width: number): readonly Box[] {
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const count = Math.max(Math.ceil(width / STRIDE), 1);
  return Array.from({ length: count }, (_, index) => {
    const along = part * length - width / 2 + ((index + 0.5) / count) * width;
    return { x: x1 + dx * along - 5, y: y1 + dy * along - 5, width: 10, height: 10 };
  });
}

/** The longest first: `appendEntries t4 +2`, `t4 +2`; `create mr-out-1, the 5…`, `create mr-out-1`. */
function labelsOf(message: TraceMessage): readonly string[] {
  const saying = shortSaying(message);
  if (message.kind === 'reply') return [saying || `reply to ${message.method}`];
  const [first = ''] = saying.split(', ');
  const full = [`${message.method} ${saying}`.trim(), `${message.method} ${first}`.trim()];
  return [...full, saying, message.method].filter((text) => text !== '');
}

const SQUEEZE_TEXT_MIN_PX = 30;

/** How long squeezed stretches are, below the lanes. */
export function drawSqueezeTexts(ctx: Context, scene: Scene, room: LabelRoom): void {
  const { viewport, layout, palette } = scene;
  ctx.font = '10px system-ui, sans-serif';
  ctx.fillStyle = palette.muted;
  for (const squeeze of viewport.scale.squeezes) {
    if (squeeze.fromMs > viewport.toMs) break;
    if (squeeze.toMs < viewport.fromMs) continue;
    const x = Math.max(layout.gutter + viewport.x(squeeze.fromMs), layout.gutter);
    const width = Math.min(layout.gutter + viewport.x(squeeze.toMs), layout.width) - x;
    if (width < SQUEEZE_TEXT_MIN_PX) continue;
    for (const text of squeezeTexts(scene, squeeze)) {
      const needed = ctx.measureText(text).width;
      const box: Box = { x: x + (width - needed) / 2, y: layout.height - 16, width: needed, height: 12 };
      if (needed + 6 >= width || !room.takeFirst([[box]])) continue;
      ctx.fillText(text, box.x, layout.height - 6);
      break;
    }
  }
}

/** How long a squeezed stretch is, and what was folded in it; the longest text first. */
function squeezeTexts({ shown, shiftMs }: Scene, { fromMs, toMs }: Squeeze): readonly string[] {
  const length = `⋯ ${timeText(Math.round(toMs - fromMs))}`;
  const { foldedSentMs } = shown;
  const folded = countUpTo(foldedSentMs, toMs - shiftMs) - countUpTo(foldedSentMs, fromMs - shiftMs);
  return folded > 0 ? [`${length}, ${folded} folded`, length] : [length];
}
