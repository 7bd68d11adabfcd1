import { hatch, line } from '../diagram/draw-background.ts';
import { haloText } from '../diagram/draw-labels.ts';
import { GUTTER } from '../diagram/layout.ts';
import { hue } from '../diagram/palette.ts';
import type { ShardOperation } from '../model/shard-operations.ts';
import { isLong } from '../model/shard-words.ts';
import { groupName, type Reign, type ShardRow, waitMs } from '../model/sharding.ts';
import { timeText } from '../model/words.ts';
import { HEAD, OPERATIONS, rowTop, type ShardScene, xOfMs } from './shard-scene.ts';

type Context = CanvasRenderingContext2D;

const FONT = '11px system-ui, sans-serif';
const SMALL_FONT = '10px system-ui, sans-serif';

/** Rows of shards: the group that has each, and the operations on it. */
export function drawShards(ctx: Context, scene: ShardScene): void {
  const { layout, palette, sharding } = scene;
  ctx.fillStyle = palette.background;
  ctx.fillRect(0, 0, layout.width, layout.height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, HEAD, layout.width, layout.height - HEAD);
  ctx.clip();
  for (const row of sharding.rows) {
    const top = rowTop(layout, row.shard);
    if (top + layout.rowHeight < HEAD || top > layout.height) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(GUTTER, 0, layout.width, layout.height);
    ctx.clip();
    for (const reign of row.reigns) drawReign(ctx, scene, reign, top);
    drawOperations(ctx, scene, row, top);
    ctx.restore();
    drawName(ctx, scene, row, top);
  }
  drawLeftOut(ctx, scene);
  ctx.restore();
  drawConfigs(ctx, scene);
  drawMoments(ctx, scene);
}

/** Who has the shard: pale until the group takes the configuration up, hatched while it awaits the shard. */
function drawReign(ctx: Context, scene: ShardScene, reign: Reign, top: number): void {
  const { layout, palette } = scene;
  const { gid, fromMs, toMs, takenMs, arrivedMs } = reign;
  const [from, to] = [clip(scene, fromMs), clip(scene, toMs)];
  if (to <= GUTTER || from >= layout.width) return;
  const height = layout.bandHeight;
  const y = top + 1;
  if (gid !== 0) {
    const taken = clip(scene, Math.min(takenMs ?? fromMs, toMs));
    const arrived = clip(scene, Math.min(arrivedMs ?? fromMs, toMs));
    ctx.fillStyle = hue(palette, gid);
    ctx.globalAlpha = 0.13;
    ctx.fillRect(from, y, taken - from, height);
    ctx.globalAlpha = 0.26;
    if (arrived > taken) ctx.fillRect(taken, y, arrived - taken, height);
    ctx.globalAlpha = takenMs === undefined ? 0.36 : 0.5;
    ctx.fillRect(Math.max(arrived, taken), y, to - Math.max(arrived, taken), height);
    ctx.globalAlpha = 1;
    if (arrived > taken) hatch(ctx, taken, y, arrived - taken, height, palette.text);
    drawOutline(ctx, from, y, taken - from, height, hue(palette, gid));
  }
  ctx.fillStyle = gid === 0 ? palette.lane : hue(palette, gid);
  ctx.fillRect(xOfMs(scene, fromMs) - 1, y, 2, height);
  ctx.font = `600 ${FONT}`;
  ctx.fillStyle = gid === 0 ? palette.muted : palette.text;
  const label = [gid === 0 ? 'no group' : groupName(gid), gid === 0 ? '–' : `g${gid}`, String(gid)].find(
    (text) => ctx.measureText(text).width + 6 < to - from,
  );
  if (label !== undefined) haloText(ctx, label, from + 4, y + height / 2 + 4, palette.background);
}

function drawOutline(ctx: Context, x: number, y: number, width: number, height: number, color: string): void {
  if (width < 3) return;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 2]);
  ctx.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  ctx.setLineDash([]);
}

/** From the question to the answer; open at the end if there is none. Long ones say how long they took. */
function drawOperations(ctx: Context, scene: ShardScene, row: ShardRow, top: number): void {
  const { layout, palette, run, sharding } = scene;
  const y = top + layout.rowHeight - OPERATIONS;
  const height = OPERATIONS - 2;
  const long: ShardOperation[] = [];
  for (const each of row.operations) {
    const [from, to] = [xOfMs(scene, each.fromMs), xOfMs(scene, each.toMs ?? run.endMs)];
    if (from > layout.width) break;
    if (to < GUTTER) continue;
    if (isLong(run, each)) long.push(each);
    ctx.fillStyle = isLong(run, each) ? palette.failure : palette.text;
    ctx.globalAlpha = isLong(run, each) ? 0.85 : 0.5;
    if (each.toMs === undefined) for (let at = from; at < to; at += 6) ctx.fillRect(at, y, 4, height);
    else ctx.fillRect(from, y, Math.max(to - from, 2), height);
    ctx.globalAlpha = 1;
    const gid = sharding.gidOf[each.answeredBy ?? -1];
    if (each.toMs === undefined || gid === undefined) continue;
    ctx.fillStyle = hue(palette, gid);
    ctx.beginPath();
    ctx.arc(to, y + height / 2, 2.4, 0, 2 * Math.PI);
    ctx.fill();
  }
  drawWaits(ctx, scene, long, y + height);
}

/** How long they waited, near their ends, where the texts do not cover each other. */
function drawWaits(ctx: Context, scene: ShardScene, long: readonly ShardOperation[], y: number): void {
  const { layout, palette, run } = scene;
  ctx.font = SMALL_FONT;
  ctx.fillStyle = palette.failure;
  let taken = GUTTER;
  for (const each of long) {
    const end = clip(scene, each.toMs ?? run.endMs) - 8;
    const text = `${each.toMs === undefined ? 'no answer for ' : ''}${timeText(Math.round(waitMs(run, each)))}`;
    const begin = Math.min(end, layout.width) - ctx.measureText(text).width;
    if (begin < Math.max(clip(scene, each.fromMs), taken) + 4) continue;
    haloText(ctx, text, begin, y, palette.background);
    taken = end;
  }
}

function drawName(ctx: Context, { layout, palette, shard }: ShardScene, row: ShardRow, top: number): void {
  const isSelected = row.shard === shard;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, top, GUTTER, layout.rowHeight);
  ctx.font = `${isSelected ? 700 : 500} 12px system-ui, sans-serif`;
  ctx.fillStyle = isSelected ? palette.accent : palette.text;
  const waits = row.operations.some(({ toMs }) => toMs === undefined);
  ctx.fillText(`shard ${row.shard}${waits ? ' waits' : ''}`, 6, top + layout.rowHeight / 2 + 3, GUTTER - 8);
  ctx.fillStyle = palette.grid;
  ctx.fillRect(0, top + layout.rowHeight - 1, layout.width, 1);
  if (!isSelected) return;
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(1, top + 0.5, layout.width - 2, layout.rowHeight - 1);
}

/** The part of a big run of which next to nothing is known. */
function drawLeftOut(ctx: Context, scene: ShardScene): void {
  const { leftOut } = scene.run;
  if (!leftOut) return;
  const [from, to] = [clip(scene, leftOut.fromMs), clip(scene, leftOut.untilMs)];
  const { layout, palette } = scene;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(from, HEAD, to - from, layout.height);
  hatch(ctx, from, HEAD, to - from, layout.height, palette.muted);
}

const NUMBER_PX = 26;

/** When each configuration was known, above the rows. */
function drawConfigs(ctx: Context, scene: ShardScene): void {
  const { layout, palette, sharding } = scene;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, layout.width, HEAD - 1);
  ctx.font = FONT;
  ctx.fillStyle = palette.muted;
  ctx.fillText('configuration', 8, 11, GUTTER - 14);
  let last = Number.NEGATIVE_INFINITY;
  for (const { config, atMs } of sharding.configs) {
    const x = xOfMs(scene, atMs);
    if (x < GUTTER || x > layout.width) continue;
    ctx.fillStyle = palette.text;
    ctx.fillRect(x - 0.5, HEAD - 5, 1, 5);
    if (x - last < NUMBER_PX) continue;
    last = x;
    ctx.font = `600 ${FONT}`;
    const isSplit = sharding.contradictions.has(config.number);
    if (isSplit) ctx.fillStyle = palette.failure;
    ctx.fillText(`${config.number}${isSplit ? ' ≠' : ''}`, x + 3, 11);
  }
}

/** The selected step, and where the rule was broken. */
function drawMoments(ctx: Context, scene: ShardScene): void {
  const { run, layout, palette, position } = scene;
  const moments: readonly (readonly [ms: number, color: string])[] = [
    ...(run.trace.failure ? [[run.failureMs, palette.failure] as const] : []),
    [run.times[position] ?? run.beginMs, palette.accent],
  ];
  ctx.lineWidth = 1;
  for (const [ms, color] of moments) {
    const x = xOfMs(scene, ms);
    if (x < GUTTER) continue;
    ctx.strokeStyle = color;
    line(ctx, x, 0, x, layout.height);
  }
}

function clip(scene: ShardScene, ms: number): number {
  return Math.min(Math.max(xOfMs(scene, ms), GUTTER), scene.layout.width);
}
