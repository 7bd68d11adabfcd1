import type { Mark } from '../../../trace/trace.ts';
import { shortText } from '../model/captured-text.ts';
import type { Run } from '../model/run.ts';
import { countUpTo } from '../model/state-history.ts';
import { operationText } from '../model/words.ts';
import { line } from './draw-background.ts';
import { drawGlyph } from './glyphs.ts';
import { hue, termColor } from './palette.ts';
import { type Scene, seenMs, xOf } from './scene.ts';

type Context = CanvasRenderingContext2D;

/** A bar across the lane where a new life begins. */
const RESTART_HEIGHT = 22;
/** Nothing worth saying fits into less. */
const LABEL_MIN_PX = 40;
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
    if (step.cause.kind === 'boot' && step.cause.incarnation > 1) {
      ctx.fillRect(x - 1.5, y - RESTART_HEIGHT / 2, 3, RESTART_HEIGHT);
    }
    if (step.cause.kind === 'fault') drawFault(ctx, scene, x, position, lastLabelX);
    if (step.logs && isShown) drawGlyph(ctx, 'log', x, y + 13, palette.muted);
    if (step.marks) drawMarks(ctx, scene, x, step.marks, lastLabelX);
  }
  drawOperations(ctx, scene);
}

export function seenPositions(scene: Scene): readonly [from: number, to: number] {
  const [fromMs, toMs] = seenMs(scene);
  return [countUpTo(scene.run.times, fromMs - 0.001), countUpTo(scene.run.times, toMs)];
}

/** What the scenario did at one moment is said in one text: `crash server 0, server 1`. */
function drawFault(
  ctx: Context,
  scene: Scene,
  x: number,
  position: number,
  lastLabelX: Map<number, number>,
): void {
  const { layout, palette } = scene;
  ctx.fillStyle = palette.failure;
  ctx.beginPath();
  ctx.moveTo(x, layout.faultY + 5);
  ctx.lineTo(x - 4, layout.faultY - 3);
  ctx.lineTo(x + 4, layout.faultY - 3);
  ctx.fill();
  if (x < (lastLabelX.get(SCENARIO) ?? Number.NEGATIVE_INFINITY)) return;
  const label = faultLabel(scene.run, position);
  ctx.font = '11px system-ui, sans-serif';
  ctx.fillStyle = palette.text;
  ctx.fillText(label, x + 7, layout.faultY + 4);
  lastLabelX.set(SCENARIO, x + 16 + ctx.measureText(label).width);
}

/** Stands for the scenario among the actors. */
const SCENARIO = -1;

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

/** Glyphs stand above the lane, one a kind, beside each other, with numbers where there is room. */
function drawMarks(
  ctx: Context,
  { layout, palette }: Scene,
  x: number,
  marks: readonly Mark[],
  lastLabelX: Map<number, number>,
): void {
  const glyphX = new Map<number, number>();
  for (const [first, ...more] of groupsOf(marks)) {
    const { actor, kind, term } = first;
    const y = layout.laneY[actor];
    if (y === undefined) continue;
    const at = glyphX.get(actor) ?? x;
    const color = kind === 'leader' || kind === 'term' ? termColor(palette, term) : palette.text;
    drawGlyph(ctx, kind, at, y - 14, color);
    glyphX.set(actor, at + 12);
    const label = labelOf(first, more.at(-1));
    if (at < (lastLabelX.get(actor) ?? Number.NEGATIVE_INFINITY) || label === '') continue;
    ctx.font = '10px system-ui, sans-serif';
    ctx.fillStyle = color;
    const width = ctx.measureText(label).width;
    ctx.fillText(label, at + 6, y - 19);
    glyphX.set(actor, at + 12 + width);
    lastLabelX.set(actor, at + 14 + width);
  }
}

type Group = readonly [Mark, ...Mark[]];

/** A step may apply fifty entries: that is one sign. */
function groupsOf(marks: readonly Mark[]): readonly Group[] {
  const groups = new Map<string, [Mark, ...Mark[]]>();
  for (const mark of marks) {
    const key = `${mark.actor} ${mark.kind}`;
    const group = groups.get(key);
    if (group) group.push(mark);
    else groups.set(key, [mark]);
  }
  return [...groups.values()];
}

function labelOf({ kind, term, index }: Mark, last: Mark | undefined): string {
  if (kind === 'term') return `t${term ?? ''}`;
  if (index === undefined || kind === 'leader') return '';
  return last?.index === undefined || last.index === index ? String(index) : `${index}–${last.index}`;
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
    if (width < LABEL_MIN_PX) return;
    const result = operation.result === undefined ? '' : ` → ${shortText(operation.result, 30)}`;
    const label = operationText(operation) + result;
    if (width < ctx.measureText(label).width + 8) return;
    ctx.fillStyle = palette.text;
    ctx.fillText(label, Math.max(x, layout.gutter) + 4, top + 8);
  });
}
