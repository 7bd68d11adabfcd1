import type { Run } from '../model/run.ts';
import { drawArrows } from './draw-arrows.ts';
import { clipToLanes, drawBackground, line } from './draw-background.ts';
import { drawArrowLabels, drawLeaderLabels, drawSqueezeTexts } from './draw-labels.ts';
import { drawFaults, drawOperations, drawSteps } from './draw-lanes.ts';
import { drawLocks } from './draw-locks.ts';
import { drawCone, drawSecond, drawWay } from './draw-order.ts';
import { drawSpans } from './draw-spans.ts';
import { LabelRoom } from './label-room.ts';
import type { PlacedLane } from './layout.ts';
import { type Scene, xOf } from './scene.ts';

type Context = CanvasRenderingContext2D;

/** Draws one run from back to front. */
export function drawScene(ctx: Context, scene: Scene): void {
  const { layout } = scene;
  drawBackground(ctx, scene);
  ctx.save();
  ctx.beginPath();
  ctx.rect(layout.gutter, 0, layout.width, layout.height);
  ctx.clip();
  const room = new LabelRoom();
  ctx.save();
  clipToLanes(ctx, layout);
  drawSpans(ctx, scene, room);
  drawLocks(ctx, scene, room);
  ctx.restore();
  drawMoments(ctx, scene, room);
  drawFaults(ctx, scene, room);
  ctx.save();
  clipToLanes(ctx, layout);
  drawCone(ctx, scene);
  const { drawn, seen, labelled } = drawArrows(ctx, scene, room);
  drawWay(ctx, scene);
  drawSteps(ctx, scene, room);
  drawOperations(ctx, scene);
  drawLeaderLabels(ctx, scene, room);
  drawArrowLabels(ctx, scene, room, labelled);
  drawSecond(ctx, scene);
  ctx.restore();
  drawSqueezeTexts(ctx, scene, room);
  drawSelection(ctx, scene);
  ctx.restore();
  drawGutter(ctx, scene);
  if (drawn < seen) drawThinned(ctx, scene, drawn, seen);
}

/** Lines through all lanes: where the rule was broken, and where two runs part. */
function drawMoments(ctx: Context, scene: Scene, room: LabelRoom): void {
  const { run, layout, palette } = scene;
  const { failure } = run.trace;
  ctx.lineWidth = 1.5;
  ctx.font = '600 11px system-ui, sans-serif';
  if (failure) {
    const x = xOf(scene, run.failureMs);
    ctx.strokeStyle = palette.failure;
    line(ctx, x, layout.axisHeight, x, layout.height);
    const width = ctx.measureText(failure.rule).width;
    // At the right edge there is no room behind the line.
    const isRight = x + 10 + width > layout.width;
    const left = isRight ? x - 5 - width : x + 5;
    if (left > layout.gutter && x <= layout.width) {
      ctx.fillStyle = palette.failure;
      ctx.fillText(failure.rule, left, layout.height - 5);
      room.take({ x: left - 4, y: layout.height - 17, width: width + 8, height: 15 });
    }
  }
  if (scene.divergence !== undefined) {
    const x = xOf(scene, run.times[scene.divergence] ?? run.endMs);
    ctx.strokeStyle = palette.accent;
    ctx.setLineDash([5, 3]);
    line(ctx, x, layout.axisHeight, x, layout.height);
    ctx.setLineDash([]);
    ctx.fillStyle = palette.accent;
    ctx.fillText('first difference', x + 5, layout.height - 20);
  }
}

function drawSelection(ctx: Context, scene: Scene): void {
  const { run, layout, palette, selected } = scene;
  const step = run.steps[selected];
  if (!step) return;
  const x = xOf(scene, step.atMs);
  const y = step.actor === undefined ? layout.faultY : (layout.laneY[step.actor] ?? 0);
  ctx.strokeStyle = palette.accent;
  ctx.globalAlpha = scene.isActive ? 1 : 0.5;
  ctx.lineWidth = 1;
  line(ctx, x, layout.axisHeight, x, layout.height);
  ctx.lineWidth = 3;
  if (step.actor !== undefined) clipToLanes(ctx, layout);
  ctx.beginPath();
  ctx.arc(x, y, 8, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** Names of the lanes, on top of whatever comes from the left. */
function drawGutter(ctx: Context, scene: Scene): void {
  const { layout, palette } = scene;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, layout.gutter, layout.height);
  ctx.strokeStyle = palette.lane;
  ctx.lineWidth = 1;
  line(ctx, layout.gutter - 0.5, 0, layout.gutter - 0.5, layout.height);
  ctx.font = '11px system-ui, sans-serif';
  ctx.fillStyle = palette.muted;
  ctx.fillText('virtual time', 8, 14);
  ctx.fillText('scenario', 8, layout.faultY + 4);
  ctx.save();
  clipToLanes(ctx, layout);
  ctx.font = '600 11px system-ui, sans-serif';
  for (const { cluster, top } of layout.headings)
    ctx.fillText(`▾ ${cluster}`, 4, top + 11, layout.gutter - 8);
  for (const lane of namedLanes(scene)) drawLaneName(ctx, scene, lane);
  ctx.restore();
}

/** Names so high need room: where lanes are narrower, that of the active one comes first. */
const NAME_PX = 13;

function namedLanes({ run, layout, selected }: Scene): readonly PlacedLane[] {
  const isActive = ({ actors }: PlacedLane) => actors.includes(run.steps[selected]?.actor ?? -1);
  const named: PlacedLane[] = layout.lanes.filter(isActive);
  for (const lane of layout.lanes) {
    if (named.every(({ y }) => Math.abs(y - lane.y) >= NAME_PX)) named.push(lane);
  }
  return named;
}

function drawLaneName(ctx: Context, { run, layout, palette, selected }: Scene, lane: PlacedLane): void {
  const { name, actors, isFolded, y } = lane;
  const isActive = actors.includes(run.steps[selected]?.actor ?? -1);
  ctx.font = `${isActive ? 700 : 500} 12px system-ui, sans-serif`;
  ctx.fillStyle = isActive ? palette.accent : palette.text;
  if (isFolded) {
    ctx.fillText(`▸ ${name} (${actors.length})`, 4, y + 4, layout.gutter - 8);
    return;
  }
  // Below the name of its cluster, a name is set in.
  const left = layout.headings.some(({ cluster }) => cluster === clusterOf(run, actors[0])) ? 16 : 8;
  ctx.fillText(name, left, y + 4, layout.gutter - left - 6);
  const clockRate = run.trace.actors[actors[0] ?? -1]?.clockRate ?? 1;
  if (clockRate === 1) return;
  ctx.font = '10px system-ui, sans-serif';
  ctx.fillStyle = palette.muted;
  ctx.fillText(`clock ×${clockRate}`, left, y + 17, layout.gutter - left - 6);
}

function clusterOf({ clusters }: Run, actor: number | undefined): string | undefined {
  return clusters.all[clusters.of[actor ?? -1] ?? -1]?.name;
}

function drawThinned(ctx: Context, { layout, palette }: Scene, drawn: number, seen: number): void {
  const text = `${drawn} of ${seen} messages drawn: zoom in to see all`;
  ctx.font = '11px system-ui, sans-serif';
  const width = ctx.measureText(text).width + 12;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(layout.width - width - 8, layout.height - 24, width, 18);
  ctx.fillStyle = palette.muted;
  ctx.fillText(text, layout.width - width - 2, layout.height - 11);
}
