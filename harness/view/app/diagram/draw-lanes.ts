import type { Mark } from '../../../trace/trace.ts';
import { shortText } from '../model/captured-text.ts';
import { countUpTo } from '../model/state-history.ts';
import { operationText } from '../model/words.ts';
import { line } from './draw-background.ts';
import { drawGlyph } from './glyphs.ts';
import { hue, termColor } from './palette.ts';
import { type Scene, seenMs, xOf } from './scene.ts';

type Context = CanvasRenderingContext2D;

/** More steps than this in view: only those that stand out are drawn. */
const STEPS_MAX = 6000;

export function drawSteps(ctx: Context, scene: Scene): void {
  const { run, shown, layout, palette } = scene;
  const [from, to] = seenPositions(scene);
  const isDense = to - from > STEPS_MAX;
  const lastLabelX = new Map<number, number>();
  for (let position = from; position < to; position++) {
    const step = run.steps[position];
    if (!step || (isDense && !step.marks && step.cause.kind !== 'fault')) continue;
    const x = xOf(scene, step.atMs);
    const y = step.actor === undefined ? layout.faultY : (layout.laneY[step.actor] ?? 0);
    const isShown = shown.isStep[position] === true;
    ctx.fillStyle = isShown ? palette.text : palette.lane;
    ctx.beginPath();
    ctx.arc(x, y, isShown ? 2.6 : 1.2, 0, 2 * Math.PI);
    ctx.fill();
    if (isShown && step.effects?.some(({ kind }) => kind === 'save')) {
      ctx.strokeStyle = palette.text;
      ctx.lineWidth = 1.5;
      line(ctx, x, y + 3, x, y + 8);
    }
    if (step.cause.kind === 'fault') drawFault(ctx, scene, x, step.cause.what, step.cause.text, lastLabelX);
    if (step.logs && isShown) drawGlyph(ctx, 'log', x, y + 13, palette.muted);
    if (step.marks) drawMarks(ctx, scene, x, step.marks, lastLabelX);
  }
  drawOperations(ctx, scene);
}

export function seenPositions(scene: Scene): readonly [from: number, to: number] {
  const [fromMs, toMs] = seenMs(scene);
  return [countUpTo(scene.run.times, fromMs - 0.001), countUpTo(scene.run.times, toMs)];
}

function drawFault(
  ctx: Context,
  { layout, palette }: Scene,
  x: number,
  what: string,
  text: string,
  lastLabelX: Map<number, number>,
): void {
  ctx.fillStyle = palette.failure;
  ctx.beginPath();
  ctx.moveTo(x, layout.faultY + 5);
  ctx.lineTo(x - 4, layout.faultY - 3);
  ctx.lineTo(x + 4, layout.faultY - 3);
  ctx.fill();
  if (x < (lastLabelX.get(-1) ?? Number.NEGATIVE_INFINITY)) return;
  const label = `${what}${text ? ` ${text}` : ''}`;
  ctx.font = '11px system-ui, sans-serif';
  ctx.fillStyle = palette.text;
  ctx.fillText(label, x + 7, layout.faultY + 4);
  lastLabelX.set(-1, x + 16 + ctx.measureText(label).width);
}

/**
 * Glyphs stand above the lane, beside each other when they are of one step, with words where there is room.
 */
function drawMarks(
  ctx: Context,
  { layout, palette }: Scene,
  x: number,
  marks: readonly Mark[],
  lastLabelX: Map<number, number>,
): void {
  const used = new Map<number, number>();
  for (const mark of marks) {
    const y = layout.laneY[mark.actor];
    if (y === undefined) continue;
    const before = used.get(mark.actor) ?? 0;
    used.set(mark.actor, before + 1);
    if (before > 4) continue;
    const glyphX = x + before * 11;
    const color =
      mark.kind === 'leader' || mark.kind === 'term' ? termColor(palette, mark.term) : palette.text;
    drawGlyph(ctx, mark.kind, glyphX, y - 14, color);
    if (mark.kind !== 'term' && mark.kind !== 'commit') continue;
    if (glyphX < (lastLabelX.get(mark.actor) ?? Number.NEGATIVE_INFINITY)) continue;
    const label = mark.kind === 'term' ? `t${mark.term ?? ''}` : `${mark.index ?? ''}`;
    ctx.font = '10px system-ui, sans-serif';
    ctx.fillStyle = color;
    ctx.fillText(label, glyphX + 6, y - 19);
    lastLabelX.set(mark.actor, glyphX + 14 + ctx.measureText(label).width);
  }
}

/** What users of the service wait for: a bar below the lane, open at the end if it was never answered. */
function drawOperations(ctx: Context, scene: Scene): void {
  const { run, layout, palette } = scene;
  const [fromMs, toMs] = seenMs(scene);
  ctx.font = '10px system-ui, sans-serif';
  run.operationSpans.visit(fromMs, toMs, (index) => {
    const operation = run.trace.operations[index];
    const y = operation && layout.laneY[operation.actor];
    if (!operation || y === undefined) return;
    const height = 9;
    const top = y + Math.min(layout.laneHeight / 2 - height - 4, 18);
    const x = xOf(scene, operation.fromMs);
    const width = Math.max(xOf(scene, operation.toMs ?? run.endMs) - x, 3);
    ctx.globalAlpha = operation.isDown ? 0.3 : 0.75;
    ctx.fillStyle = hue(palette, 4);
    ctx.fillRect(x, top, width, height);
    ctx.globalAlpha = 1;
    if (operation.toMs === undefined) {
      ctx.fillStyle = palette.background;
      for (let at = x + 6; at < x + width; at += 8) ctx.fillRect(at, top, 2, height);
    }
    const result = operation.result === undefined ? '' : ` → ${shortText(operation.result, 30)}`;
    const label = operationText(operation) + result;
    if (width < ctx.measureText(label).width + 8) return;
    ctx.fillStyle = palette.text;
    ctx.fillText(label, Math.max(x, layout.gutter) + 4, top + 8);
  });
}
