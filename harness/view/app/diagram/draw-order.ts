import { messageStanding, standingOf } from '../model/causality.ts';
import { line } from './draw-background.ts';
import { isInView } from './layout.ts';
import { hue } from './palette.ts';
import { arrowOf, type Scene, xOf } from './scene.ts';

type Context = CanvasRenderingContext2D;

/** How anything is drawn: what has nothing to do with the selected step steps back. */
export interface Ink {
  readonly color: string;
  readonly alpha: number;
}

const APART = 0.45;
const ARROW_APART = 0.16;
const UNHEARD = 0.4;

/** How the signs of a step are drawn whose colour is usually this. */
export function inkOfStep(scene: Scene, position: number, usual: string): Ink {
  const { run, ordering, palette } = scene;
  const standing = ordering && standingOf(run, ordering.cone, position);
  if (standing === 'before') return { color: palette.past, alpha: 1 };
  if (standing === 'after') return { color: palette.future, alpha: 1 };
  const isApart = standing === 'concurrent' || standing === 'unknown';
  return { color: usual, alpha: isApart ? APART : 1 };
}

/** The same of a message, by its position in the trace. */
export function inkOfMessage(scene: Scene, index: number): Ink {
  const { run, ordering, palette, methodHues } = scene;
  const message = run.trace.messages[index];
  const usual = hue(palette, methodHues.get(message?.method ?? '') ?? 0);
  if (!ordering || !message) return { color: usual, alpha: 1 };
  const standing = messageStanding(run, ordering.cone, message);
  if (standing === 'before' || standing === 'after') {
    return { color: palette[standing === 'before' ? 'past' : 'future'], alpha: 1 };
  }
  return standing === 'unheard'
    ? { color: palette.past, alpha: UNHEARD }
    : { color: usual, alpha: ARROW_APART };
}

const BAND_PX = 22;
const LANE_PX = 3;

/** Along each lane what happened before the selected step, and after it. Between is what is concurrent. */
export function drawCone(ctx: Context, scene: Scene): void {
  const { run, ordering, layout, palette } = scene;
  if (!ordering) return;
  const { pastUntil, futureFrom } = ordering.cone;
  for (const { actors, isFolded, y } of layout.lanes) {
    const [actor = -1] = actors;
    if (isFolded || !isInView(layout, y)) continue;
    const until = run.times[pastUntil[actor] ?? -1];
    const from = run.times[futureFrom[actor] ?? -1];
    if (until !== undefined) drawStretch(ctx, scene, y, run.beginMs, until, palette.past);
    if (from !== undefined) drawStretch(ctx, scene, y, from, run.endMs, palette.future);
  }
}

function drawStretch(
  ctx: Context,
  scene: Scene,
  y: number,
  fromMs: number,
  toMs: number,
  color: string,
): void {
  const { layout } = scene;
  const x = Math.max(xOf(scene, fromMs), layout.gutter);
  const width = Math.min(xOf(scene, toMs), layout.width) - x;
  if (width <= 0) return;
  const height = Math.min(BAND_PX, layout.laneHeight * 0.6);
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.1;
  ctx.fillRect(x, y - height / 2, width, height);
  ctx.globalAlpha = 0.7;
  ctx.fillRect(x, y - LANE_PX / 2, width, LANE_PX);
  ctx.globalAlpha = 1;
}

const WAY_PX = 4.5;
const HEAD_PX = 13;

/** A ring around the second step. */
export function drawSecond(ctx: Context, scene: Scene): void {
  const { run, ordering, layout, palette } = scene;
  const pair = ordering?.pair;
  const step = pair && run.steps[pair.position];
  if (!step) return;
  const isOrdered = pair.standing === 'before' || pair.standing === 'after';
  ctx.strokeStyle = isOrdered ? palette.way : palette.muted;
  ctx.lineWidth = 3;
  if (!isOrdered) ctx.setLineDash([4, 3]);
  ctx.beginPath();
  ctx.arc(xOf(scene, step.atMs), layout.laneY[step.actor ?? -1] ?? 0, 8, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** The messages by which news came from the earlier one of two steps to the later one, and lanes between. */
export function drawWay(ctx: Context, scene: Scene): void {
  const { run, ordering, palette, layout } = scene;
  const pair = ordering?.pair;
  if (!pair || (pair.standing !== 'before' && pair.standing !== 'after')) return;
  const placeOf = (position: number) => {
    const step = run.steps[position];
    return { x: xOf(scene, step?.atMs ?? 0), y: layout.laneY[step?.actor ?? -1] ?? 0 };
  };
  const arrows = pair.way.flatMap(({ message }) => {
    const sent = run.messageOf(message);
    const arrow = sent && arrowOf(scene, sent);
    return arrow ? [arrow] : [];
  });
  const { position } = ordering.cone;
  const corners = [
    placeOf(Math.min(position, pair.position)),
    ...arrows.flatMap(({ x1, y1, x2, y2 }) => [
      { x: x1, y: y1 },
      { x: x2, y: y2 },
    ]),
    placeOf(Math.max(position, pair.position)),
  ];
  for (const [width, color] of [
    [WAY_PX + 4, palette.background],
    [WAY_PX, palette.way],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    for (let at = 1; at < corners.length; at++) {
      const [from, to] = [corners[at - 1], corners[at]];
      if (from && to) line(ctx, from.x, from.y, to.x, to.y);
    }
  }
  ctx.fillStyle = palette.way;
  for (const { x1, y1, x2, y2 } of arrows) drawHead(ctx, x2, y2, Math.atan2(y2 - y1, x2 - x1));
}

function drawHead(ctx: Context, x: number, y: number, angle: number): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  for (const side of [-0.42, 0.42]) {
    ctx.lineTo(x - HEAD_PX * Math.cos(angle + side), y - HEAD_PX * Math.sin(angle + side));
  }
  ctx.fill();
}
