import type { Mark } from '../../../trace/trace.ts';
import { type MarkGroup, markGroups } from '../model/mark-groups.ts';
import { haloText } from './draw-labels.ts';
import type { Ink } from './draw-order.ts';
import { drawGlyph, hasSign, isOnLane } from './glyphs.ts';
import type { Box, LabelRoom } from './label-room.ts';
import { type Layout, WORDY_LANE } from './layout.ts';
import { type Palette, termColor } from './palette.ts';
import type { Scene } from './scene.ts';

type Context = CanvasRenderingContext2D;

/** In narrower lanes signs would lie on each other. */
const SIGN_LANE = 6;

/** The signs of one step. Those of clock events stand on the lane, where the event is; others above it. */
export function drawMarks(
  ctx: Context,
  { layout, palette }: Scene,
  room: LabelRoom,
  x: number,
  marks: readonly Mark[],
  ink: Ink,
): void {
  if (layout.laneHeight < SIGN_LANE) return;
  const glyphX = new Map<number, number>();
  ctx.globalAlpha = ink.alpha;
  for (const group of markGroups(marks.filter(hasSign))) {
    const { actor, kind } = group;
    const middle = layout.laneY[actor];
    if (middle === undefined) continue;
    const onLane = isOnLane(kind);
    const y = onLane ? middle : middle + nearer(layout) - 14;
    const at = onLane ? x : (glyphX.get(actor) ?? x);
    const color = colorOf(group, palette, ink);
    drawGlyph(ctx, kind, at, y, color);
    room.take({ x: at - 5, y: y - 5, width: 10, height: 10 });
    if (!onLane) glyphX.set(actor, at + 12);
    const label = drawLabel(ctx, layout, room, group, at, y, color, palette.background);
    if (label && !onLane && label.x > at) glyphX.set(actor, at + 12 + label.width);
  }
  ctx.globalAlpha = 1;
}

function colorOf({ kind, term }: MarkGroup, palette: Palette, { color }: Ink): string {
  if (kind === 'refused' || kind === 'expired') return palette.failure;
  return kind === 'leader' || kind === 'term' ? termColor(palette, term) : color;
}

/** Beside the sign, or higher, as much of its label as there is room for; returns where it stands. */
function drawLabel(
  ctx: Context,
  layout: Layout,
  room: LabelRoom,
  group: MarkGroup,
  at: number,
  y: number,
  color: string,
  background: string,
): Box | undefined {
  const top = y - 13;
  const isNamed = hasWords(group);
  if (layout.laneHeight < WORDY_LANE && WORDY.has(group.kind)) return undefined;
  // Where signs stand close, most labels fail here: that is cheaper than to measure them.
  const isOpen = (left: number, by: number) => room.isFree({ x: left, y: top - by, width: 4, height: 10 });
  if (!isOpen(at + 6, 0) && !isOpen(at - 10, 0) && !(isNamed && isOpen(at + 6, 11))) return undefined;
  ctx.font = '10px system-ui, sans-serif';
  ctx.fillStyle = color;
  for (const label of markLabels(group)) {
    const width = ctx.measureText(label).width;
    // Named ones find a place above others, too.
    const tops = isNamed ? [top, top - 11, top - 22] : [top];
    const places = tops.flatMap((y) => [
      { x: at + 6, y, width, height: 10 },
      { x: at - 6 - width, y, width, height: 10 },
    ]);
    const seen = places.filter(({ x }) => x > layout.gutter && x + width <= layout.width);
    const [box] = room.takeFirst(seen.map((place): [Box] => [place])) ?? [];
    if (!box) continue;
    haloText(ctx, label, box.x, box.y + 8, background);
    return box.y === top ? box : undefined;
  }
  return undefined;
}

/** Where lanes are narrow, what stands above one must not look as if it belonged to the next. */
function nearer({ laneHeight }: Layout): number {
  return Math.max(14 - laneHeight / 2 - 2, 0);
}

/** Kinds whose text is short, and what one looks for. */
const WORDY: ReadonlySet<string> = new Set([
  'done',
  'event',
  'broadcast',
  'deliver',
  'expired',
  'refused',
  'notified',
  'written',
  'accepted',
]);

function hasWords({ kind, of }: MarkGroup): boolean {
  return of !== undefined || WORDY.has(kind);
}

/** The longest first. */
function markLabels({ kind, term, of, indexes, texts }: MarkGroup): readonly string[] {
  if (kind === 'term') return [`t${term ?? ''}`];
  if (kind === 'leader') return [];
  if (kind === 'event') return eventLabels(texts);
  const [text] = texts;
  if (!WORDY.has(kind) && of === undefined) return [indexes ?? ''];
  const all = texts.length > 1 ? [texts.join(', '), `${texts.length} × ${kind}`] : [text, of];
  return all.filter((label) => label !== undefined);
}

/** `time 7`, `7`; of a step with several events `7, 8, 9`, or the last of them. */
function eventLabels(texts: readonly string[]): readonly string[] {
  const values = texts.map((text) => text.replace(/^time /, ''));
  return [...(texts.length === 1 ? texts : []), values.join(', '), values.at(-1) ?? ''];
}
