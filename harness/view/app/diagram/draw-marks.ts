import type { Mark } from '../../../trace/trace.ts';
import { type MarkGroup, markGroups } from '../model/mark-groups.ts';
import { hasWords, markLabels } from '../model/mark-labels.ts';
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

/** Labels with words find a place above others, too. */
const HIGHER = [0, 11, 22];

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
  if (isNamed && group.of === undefined && layout.laneHeight < WORDY_LANE) return undefined;
  // Where signs stand close, most labels fail here: that is cheaper than to measure them.
  const isOpen = (left: number, by: number) => room.isFree({ x: left, y: top - by, width: 4, height: 10 });
  if (!isOpen(at + 6, 0) && !isOpen(at - 10, 0) && !(isNamed && isOpen(at + 6, 11))) return undefined;
  ctx.font = '10px system-ui, sans-serif';
  ctx.fillStyle = color;
  const labels = markLabels(group).map((label) => ({ label, width: ctx.measureText(label).width }));
  for (const by of isNamed ? HIGHER : [0]) {
    for (const { label, width } of labels) {
      const places = [at + 6, at - 6 - width].map((x) => ({ x, y: top - by, width, height: 10 }));
      const seen = places.filter(({ x }) => x > layout.gutter && x + width <= layout.width);
      const [box] = room.takeFirst(seen.map((place): [Box] => [place])) ?? [];
      if (!box) continue;
      haloText(ctx, label, box.x, box.y + 8, background);
      return by === 0 ? box : undefined;
    }
  }
  return undefined;
}

/** Where lanes are narrow, what stands above one must not look as if it belonged to the next. */
function nearer({ laneHeight }: Layout): number {
  return Math.max(14 - laneHeight / 2 - 2, 0);
}
