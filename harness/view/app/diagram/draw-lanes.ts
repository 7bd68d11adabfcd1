import type { Operation, TraceFault } from '../../../trace/trace.ts';
import { clockText, isOfClock } from '../model/clock-faults.ts';
import type { Run } from '../model/run.ts';
import { countUpTo } from '../model/state-history.ts';
import { operationText, resultText } from '../model/words.ts';
import { line } from './draw-background.ts';
import { haloText, shortened } from './draw-labels.ts';
import { drawMarks } from './draw-marks.ts';
import { inkOfStep } from './draw-order.ts';
import { drawGlyph } from './glyphs.ts';
import type { LabelRoom } from './label-room.ts';
import { isInView, OPERATION_HEIGHT } from './layout.ts';
import { hue } from './palette.ts';
import { type Scene, seenMs, xOf } from './scene.ts';

type Context = CanvasRenderingContext2D;

/** A bar across the lane where a new life begins. */
const RESTART_HEIGHT = 22;
/** Nothing worth saying fits into less. */
const LABEL_MIN_PX = 40;
/** More steps than this in view: only those that stand out are drawn. */
const STEPS_MAX = 6000;

export function drawSteps(ctx: Context, scene: Scene, room: LabelRoom): void {
  const { run, selected } = scene;
  const [from, to] = seenPositions(scene);
  const isDense = to - from > STEPS_MAX;
  const isDrawn = (position: number) => !isDense || run.steps[position]?.marks !== undefined;
  // Its labels come first, where room is scarce.
  if (selected >= from && selected < to) drawStep(ctx, scene, room, selected);
  for (let position = from; position < to; position++) {
    if (position !== selected && isDrawn(position)) drawStep(ctx, scene, room, position);
  }
}

function drawStep(ctx: Context, scene: Scene, room: LabelRoom, position: number): void {
  const { run, shown, layout, palette } = scene;
  const step = run.steps[position];
  if (!step || step.cause.kind === 'gap' || step.cause.kind === 'fault') return;
  const x = xOf(scene, step.atMs);
  const y = layout.laneY[step.actor ?? -1] ?? 0;
  if (!isInView(layout, y)) return;
  const isShown = shown.isStep[position] === true;
  const ink = inkOfStep(scene, position, palette.text);
  ctx.globalAlpha = ink.alpha;
  ctx.fillStyle = isShown ? ink.color : palette.lane;
  ctx.beginPath();
  ctx.arc(x, y, Math.min(isShown ? 2.6 : 1.2, layout.laneHeight * 0.6), 0, 2 * Math.PI);
  ctx.fill();
  if (isShown && step.effects?.some(({ kind }) => kind === 'save')) {
    ctx.strokeStyle = ink.color;
    ctx.lineWidth = 1.5;
    line(ctx, x, y + 3, x, y + 8);
  }
  if (step.cause.kind === 'boot' && step.cause.incarnation > 1) {
    ctx.fillRect(x - 1.5, y - RESTART_HEIGHT / 2, 3, RESTART_HEIGHT);
  }
  if (step.logs && isShown) drawGlyph(ctx, 'log', x, y + 13, palette.muted);
  ctx.globalAlpha = 1;
  if (step.marks) drawMarks(ctx, scene, room, x, step.marks, ink);
}

/** What the scenario did to the world, in a lane of its own. */
export function drawFaults(ctx: Context, scene: Scene, room: LabelRoom): void {
  const { steps } = scene.run;
  const [from, to] = seenPositions(scene);
  for (let position = from; position < to; position++) {
    const step = steps[position];
    if (step?.cause.kind !== 'fault') continue;
    const x = xOf(scene, step.atMs);
    drawFault(ctx, scene, room, x, position);
    if (isOfClock(step.cause)) drawClockFault(ctx, scene, room, x, step.cause);
  }
}

export function seenPositions(scene: Scene): readonly [from: number, to: number] {
  const [fromMs, toMs] = seenMs(scene);
  return [countUpTo(scene.run.times, fromMs - 0.001), countUpTo(scene.run.times, toMs)];
}

/** The same on the lane of the actor whose clock it is. */
function drawClockFault(ctx: Context, scene: Scene, room: LabelRoom, x: number, fault: TraceFault): void {
  const { run, layout, palette } = scene;
  const y = layout.laneY[fault.actors[0] ?? -1];
  if (y === undefined || !isInView(layout, y) || layout.laneHeight < 12) return;
  drawGlyph(ctx, 'clock', x, y, palette.failure);
  ctx.font = '10px system-ui, sans-serif';
  const text = clockText(run, fault);
  const box = { x: x + 8, y: y - 17, width: ctx.measureText(text).width, height: 10 };
  if (layout.laneHeight < 24 || !room.takeFirst([[box]])) return;
  ctx.fillStyle = palette.failure;
  haloText(ctx, text, box.x, box.y + 8, palette.background);
}

/** A label that would reach the next sign is shortened to what fits, unless that is next to nothing. */
const FAULT_TEXT_MIN_PX = 60;

/** What the scenario did at one moment is said in one text below its sign: `crash server 0, server 1`. */
function drawFault(ctx: Context, scene: Scene, room: LabelRoom, x: number, position: number): void {
  const { layout, palette, run } = scene;
  const y = layout.faultY;
  ctx.fillStyle = palette.failure;
  ctx.beginPath();
  ctx.moveTo(x, y - 1);
  ctx.lineTo(x - 4, y - 9);
  ctx.lineTo(x + 4, y - 9);
  ctx.fill();
  ctx.font = '11px system-ui, sans-serif';
  const space = xOf(scene, nextFaultMs(run, position)) - x - 8;
  const label = faultLabel(run, position);
  const text = space < FAULT_TEXT_MIN_PX ? label : shortened(ctx, label, space);
  const box = { x: x - 3, y: y, width: ctx.measureText(text).width, height: 12 };
  if (!room.takeFirst([[box]])) return;
  ctx.fillStyle = palette.text;
  ctx.fillText(text, box.x, y + 10);
}

function nextFaultMs({ steps, endMs }: Run, position: number): number {
  const atMs = steps[position]?.atMs ?? endMs;
  for (let at = position + 1; at < steps.length; at++) {
    const step = steps[at];
    if (step && step.cause.kind === 'fault' && step.atMs > atMs) return step.atMs;
  }
  return Number.POSITIVE_INFINITY;
}

function faultLabel({ steps }: Run, first: number): string {
  const atMs = steps[first]?.atMs;
  const texts = new Map<string, string[]>();
  for (let at = first; steps[at]?.atMs === atMs && at < first + 12; at++) {
    const cause = steps[at]?.cause;
    if (cause?.kind !== 'fault') continue;
    texts.set(cause.what, [...(texts.get(cause.what) ?? []), cause.text]);
  }
  return [...texts].map(([what, about]) => `${what} ${about.join(', ')}`.trim()).join('; ');
}

/** What users of the service wait for: a bar below the lane, open at the end if it was never answered. */
export function drawOperations(ctx: Context, scene: Scene): void {
  const { run, layout, palette } = scene;
  const [fromMs, toMs] = seenMs(scene);
  ctx.font = '10px system-ui, sans-serif';
  run.operationSpans.visit(fromMs, toMs, (index) => {
    const operation = run.trace.operations[index];
    const y = operation && layout.laneY[operation.actor];
    if (!operation || y === undefined || !isInView(layout, y)) return;
    const { top = y, height = OPERATION_HEIGHT } = layout.operationRows[operation.actor] ?? {};
    const x = xOf(scene, operation.fromMs);
    const width = Math.max(xOf(scene, operation.toMs ?? run.endMs) - x, 3);
    ctx.globalAlpha = operation.isDown ? 0.3 : 0.75;
    ctx.fillStyle = hue(palette, 4);
    ctx.fillRect(x, top, width, height);
    ctx.globalAlpha = 1;
    const room = height < OPERATION_HEIGHT ? 0 : width;
    const label = operationLabel(ctx, operation, run.requestCounts[index] ?? 0, room);
    const labelX = Math.max(x, layout.gutter) + 4;
    if (operation.toMs === undefined) {
      ctx.fillStyle = palette.background;
      const labelEnd = label === '' ? x : labelX + ctx.measureText(label).width;
      for (let at = labelEnd + 6; at < x + width; at += 8) ctx.fillRect(at, top, 2, height);
    }
    ctx.fillStyle = palette.text;
    ctx.fillText(label, labelX, top + 8);
  });
}

/** What fits into its bar; empty if nothing does. */
function operationLabel(ctx: Context, operation: Operation, requests: number, width: number): string {
  if (width < LABEL_MIN_PX) return '';
  const result = operation.result === undefined ? '' : ` → ${resultText(operation, 30)}`;
  const label = operationText(operation) + result;
  const labels = requests > 1 ? [`${label}, sent ${requests} times`, label] : [label];
  return labels.find((text) => ctx.measureText(text).width + 8 <= width) ?? '';
}
