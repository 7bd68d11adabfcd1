import { countText, timeText } from '../model/words.ts';
import { type Layout, type PlacedLane, SPAN_HEIGHT } from './layout.ts';
import { hue, termColor } from './palette.ts';
import { type Scene, seenMs, xOf } from './scene.ts';

type Context = CanvasRenderingContext2D;

const FONT = '11px system-ui, sans-serif';
const SMALL_FONT = '9px system-ui, sans-serif';

export function drawBackground(ctx: Context, scene: Scene): void {
  const { layout, palette } = scene;
  ctx.fillStyle = palette.background;
  ctx.fillRect(0, 0, layout.width, layout.height);
  drawSqueezes(ctx, scene);
  drawTicks(ctx, scene);
  drawLeftOut(ctx, scene);
  ctx.save();
  clipToLanes(ctx, layout);
  drawBands(ctx, scene);
  drawPartitionGroups(ctx, scene);
  drawLanes(ctx, scene);
  drawLeaders(ctx, scene);
  ctx.restore();
  drawNetworkSpans(ctx, scene);
}

/** Until `restore`, lanes that are scrolled away are not drawn over what stays. */
export function clipToLanes(ctx: Context, { hiddenHeight, lanesTop, lanesBottom, width }: Layout): void {
  if (hiddenHeight === 0) return;
  ctx.beginPath();
  ctx.rect(0, lanesTop, width, lanesBottom - lanesTop);
  ctx.clip();
}

function drawSqueezes(ctx: Context, scene: Scene): void {
  const { viewport, layout, palette } = scene;
  const { fromMs, toMs } = viewport;
  for (const squeeze of viewport.scale.squeezes) {
    if (squeeze.fromMs > toMs) break;
    if (squeeze.toMs < fromMs) continue;
    const x = layout.gutter + viewport.x(squeeze.fromMs);
    const width = layout.gutter + viewport.x(squeeze.toMs) - x;
    if (width < 3) continue;
    ctx.fillStyle = palette.squeeze;
    ctx.fillRect(x + 1, layout.axisHeight, width - 2, layout.height);
  }
}

const TICK_PX = 92;

function drawTicks(ctx: Context, { viewport, layout, palette, shiftMs }: Scene): void {
  ctx.font = FONT;
  ctx.lineWidth = 1;
  let last = Number.NEGATIVE_INFINITY;
  for (let x = 0; x <= viewport.width + TICK_PX; x += TICK_PX / 2) {
    const at = viewport.timeAt(x);
    const step = niceStep(Math.abs(viewport.timeAt(x + 24) - viewport.timeAt(x - 24)));
    const ms = Math.round(at / step) * step;
    const tick = layout.gutter + viewport.x(ms);
    if (tick - last < TICK_PX || tick < layout.gutter) continue;
    last = tick;
    ctx.strokeStyle = palette.grid;
    line(ctx, Math.round(tick) + 0.5, layout.axisHeight - 4, Math.round(tick) + 0.5, layout.height);
    ctx.fillStyle = palette.muted;
    ctx.fillText(timeText(Number((ms - shiftMs).toFixed(3))), tick + 3, 14);
  }
}

/** The longest of 1, 2, 5, 10, … that is at most this. */
function niceStep(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(ms, 0.001)));
  const factor = ms / power;
  return power * (factor >= 5 ? 5 : factor >= 2 ? 2 : 1);
}

/** The part of a big run of which the trace holds only what stands out. */
function drawLeftOut(ctx: Context, scene: Scene): void {
  const { run, layout, palette } = scene;
  const [fromMs, toMs] = seenMs(scene);
  const { leftOut } = run;
  if (!leftOut || leftOut.fromMs > toMs || leftOut.untilMs < fromMs) return;
  const x = Math.max(xOf(scene, leftOut.fromMs), layout.gutter);
  const width = Math.min(xOf(scene, leftOut.untilMs), layout.width) - x;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(x, layout.axisHeight, width, layout.height);
  hatch(ctx, x, layout.axisHeight, width, layout.height - layout.axisHeight, palette.muted);
  const text = `${countText(leftOut.steps)} steps are left out here`;
  ctx.font = `600 ${FONT}`;
  if (ctx.measureText(text).width + 12 > width) return;
  ctx.fillStyle = palette.text;
  ctx.textAlign = 'center';
  ctx.fillText(text, x + width / 2, layout.spanTop + 2);
  ctx.textAlign = 'left';
}

const BAND_TEXT = { down: 'down', paused: 'paused', offline: 'disconnected', gone: 'left' } as const;

function drawBands(ctx: Context, scene: Scene): void {
  const { run, layout, palette } = scene;
  const [fromMs, toMs] = seenMs(scene);
  ctx.font = FONT;
  for (const lane of layout.lanes) {
    for (const [place, actor] of lane.actors.entries()) {
      const { top, height } = bandBox(layout, lane, place);
      for (const band of run.bands[actor] ?? []) {
        if (band.fromMs > toMs || band.toMs < fromMs) continue;
        const x = Math.max(xOf(scene, band.fromMs), layout.gutter);
        const end = Math.min(xOf(scene, band.toMs), layout.width);
        ctx.fillStyle = palette[band.kind];
        ctx.fillRect(x, top, Math.max(end - x, 2), height);
        if (band.kind === 'down') hatch(ctx, x, top, end - x, height, palette.muted);
        if (end - x < 60 || lane.isFolded) continue;
        ctx.fillStyle = palette.text;
        ctx.font = height < 28 ? SMALL_FONT : FONT;
        // Below the lane, unless there are bars.
        const hasBars = (layout.spanRows[actor]?.count ?? 0) > 0;
        const below = lane.y + Math.min(height / 2 - 1, 14);
        // Where leases are drawn, they begin before the pauses that outlast them.
        const hasLocks = layout.lockRows[actor] !== undefined;
        const left = hasLocks ? end - ctx.measureText(BAND_TEXT[band.kind]).width - 6 : x + 6;
        ctx.fillText(BAND_TEXT[band.kind], left, hasLocks ? top + 8 : hasBars ? top + 10 : below);
      }
    }
  }
}

/** The servers of a folded cluster share its lane. */
function bandBox({ laneHeight }: Layout, { y, actors }: PlacedLane, place: number) {
  const half = Math.min(laneHeight * 0.36, 26);
  const height = (2 * half) / actors.length;
  return { top: y - half + place * height, height };
}

export function hatch(
  ctx: Context,
  x: number,
  y: number,
  width: number,
  height: number,
  color: string,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.globalAlpha = 0.28;
  ctx.strokeStyle = color;
  ctx.beginPath();
  for (let at = x - height - (x % 9); at < x + width; at += 9) {
    ctx.moveTo(at, y + height);
    ctx.lineTo(at + height, y);
  }
  ctx.stroke();
  ctx.restore();
}

const GROUP_PX = 4;

/** In a partition, lanes that can talk to each other have a line of one colour; who is alone has none. */
function drawPartitionGroups(ctx: Context, scene: Scene): void {
  const { run, layout, palette } = scene;
  const [fromMs, toMs] = seenMs(scene);
  for (const span of run.networkSpans) {
    if (span.kind !== 'partition' || span.fromMs > toMs || span.toMs < fromMs) continue;
    const x = Math.max(xOf(scene, span.fromMs), layout.gutter);
    const width = Math.min(xOf(scene, span.toMs), layout.width) - x;
    const together = span.groups.filter((group) => group.length > 1);
    for (const [index, group] of together.entries()) {
      ctx.fillStyle = hue(palette, 3 + index);
      for (const actor of group) {
        const y = layout.laneY[actor];
        if (y !== undefined) ctx.fillRect(x, y + layout.laneHeight / 2 - GROUP_PX, width, GROUP_PX);
      }
    }
  }
}

/** In narrower lanes, lines would be a wall. */
const LINED_LANE = 4;

function drawLanes(ctx: Context, { layout, palette }: Scene): void {
  if (layout.laneHeight < LINED_LANE) return;
  ctx.strokeStyle = palette.lane;
  ctx.lineWidth = 1;
  for (const { y } of layout.lanes)
    line(ctx, layout.gutter, Math.round(y) + 0.5, layout.width, Math.round(y) + 0.5);
}

function drawLeaders(ctx: Context, scene: Scene): void {
  const { run, layout, palette } = scene;
  const [fromMs, toMs] = seenMs(scene);
  for (const { actor, term, fromMs: begin, toMs: end } of run.leaders) {
    if (begin > toMs || end < fromMs) continue;
    const x = Math.max(xOf(scene, begin), layout.gutter);
    const width = Math.max(Math.min(xOf(scene, end), layout.width) - x, 2);
    const y = layout.laneY[actor] ?? 0;
    ctx.fillStyle = termColor(palette, term);
    ctx.globalAlpha = 0.85;
    ctx.fillRect(x, y - 3, width, 6);
    ctx.globalAlpha = 1;
  }
}

const SPAN_WORDS = { partition: 'partition', cut: 'cut', held: 'held' } as const;

function drawNetworkSpans(ctx: Context, scene: Scene): void {
  const { layout, palette } = scene;
  const [fromMs, toMs] = seenMs(scene);
  ctx.font = FONT;
  for (const { kind, texts, fromMs: begin, toMs: end, row } of layout.spans) {
    if (begin > toMs || end < fromMs) continue;
    const x = Math.max(xOf(scene, begin), layout.gutter);
    const width = Math.max(Math.min(xOf(scene, end), layout.width) - x, 2);
    const y = layout.spanTop + row * SPAN_HEIGHT;
    ctx.fillStyle = palette.span;
    ctx.fillRect(x, y, width - 1, SPAN_HEIGHT - 2);
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, width - 2, SPAN_HEIGHT);
    ctx.clip();
    ctx.fillStyle = palette.text;
    if (width > 30) ctx.fillText(`${SPAN_WORDS[kind]}: ${texts.join(', ')}`, x + 5, y + 11);
    ctx.restore();
  }
}

export function line(ctx: Context, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
