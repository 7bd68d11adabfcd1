import type { Mark } from '../../../trace/trace.ts';

type Context = CanvasRenderingContext2D;

/** Of these the picture says all in another way: what lasts is a bar, who has left has a band. */
export function hasSign({ kind, span }: Mark): boolean {
  return span === undefined && kind !== 'left' && !kind.endsWith('-task');
}

/** Of these the sign stands on the lane, where the event is; of others above it. */
export function isOnLane(kind: string): boolean {
  return kind === 'event' || kind === 'broadcast';
}

/** Draws the sign of a kind of mark, about 10 pixels high, around a point. The legend uses the same ones. */
export function drawGlyph(ctx: Context, kind: string, x: number, y: number, color: string): void {
  ctx.fillStyle = color;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.6;
  (GLYPHS[kind] ?? dot)(ctx, x, y);
}

/** Kinds of marks and what they mean, for the legend, which lists those that a run has. */
export const GLYPH_WORDS: readonly (readonly [kind: string, meaning: string])[] = [
  ['leader', 'becomes leader'],
  ['follower', 'leads no more'],
  ['term', 'new term'],
  ['commit', 'first to apply an index'],
  ['apply', 'applies an index'],
  ['snapshot', 'takes a snapshot'],
  ['install', 'installs a snapshot'],
  ['restore', 'restores from its disk'],
  ['output', 'an output appears, changes or is gone'],
  ['done', 'the job is done'],
  ['event', 'an event with its time'],
  ['broadcast', 'broadcasts'],
  ['deliver', 'delivers to the application'],
  ['expired', 'a lease or session expired'],
  ['refused', 'a write or request was refused'],
  ['written', 'a write was accepted'],
  ['accepted', 'a write was accepted'],
  ['notified', 'was told of a change'],
  ['clock', 'its clock was set, or runs faster or slower from here'],
  ['log', 'printed something'],
];

const GLYPHS: Readonly<Record<string, (ctx: Context, x: number, y: number) => void>> = {
  leader: (ctx, x, y) => {
    star(ctx, x, y);
    ctx.fill();
  },
  follower: (ctx, x, y) => {
    star(ctx, x, y);
    ctx.lineWidth = 1.2;
    ctx.stroke();
  },
  term: (ctx, x, y) => polygon(ctx, [x, y - 5, x + 4, y, x, y + 5, x - 4, y]),
  commit: tick,
  written: tick,
  accepted: tick,
  clock: (ctx, x, y) => {
    circle(ctx, x, y, 5);
    polyline(ctx, [x, y - 3.5, x, y, x + 3, y]);
  },
  apply: (ctx, x, y) => polygon(ctx, [x - 3, y - 1, x + 3, y - 1, x, y + 4]),
  snapshot: (ctx, x, y) => ctx.strokeRect(x - 4, y - 4, 8, 8),
  install: (ctx, x, y) => {
    ctx.strokeRect(x - 4, y - 4, 8, 8);
    polygon(ctx, [x - 3, y - 2, x + 3, y - 2, x, y + 3]);
  },
  restore: (ctx, x, y) => {
    ctx.beginPath();
    ctx.arc(x, y, 4, 0.6, 2 * Math.PI);
    ctx.stroke();
    polygon(ctx, [x + 1, y + 1, x + 6, y + 1, x + 4, y + 5]);
  },
  output: (ctx, x, y) => polygon(ctx, [x - 4, y - 5, x + 1, y - 5, x + 4, y - 2, x + 4, y + 5, x - 4, y + 5]),
  done: (ctx, x, y) => {
    polyline(ctx, [x - 3, y + 6, x - 3, y - 5]);
    polygon(ctx, [x - 3, y - 6, x + 5, y - 3, x - 3, y]);
  },
  event: (ctx, x, y) => disc(ctx, x, y, 4.5),
  broadcast: (ctx, x, y) => {
    disc(ctx, x, y, 4.5);
    circle(ctx, x, y, 7.5);
  },
  deliver: (ctx, x, y) => polygon(ctx, [x - 4, y + 3, x + 4, y + 3, x, y - 4]),
  expired: (ctx, x, y) => {
    polygon(ctx, [x - 4, y - 5, x + 4, y - 5, x, y]);
    polygon(ctx, [x - 4, y + 5, x + 4, y + 5, x, y]);
  },
  refused: (ctx, x, y) => {
    circle(ctx, x, y, 4.5);
    polyline(ctx, [x - 3, y + 3, x + 3, y - 3]);
  },
  notified: (ctx, x, y) => {
    polygon(ctx, [x - 4, y + 3, x + 4, y + 3, x + 2.5, y - 1, x + 2, y - 4, x - 2, y - 4, x - 2.5, y - 1]);
    disc(ctx, x, y + 4.5, 1.3);
  },
  log: (ctx, x, y) => {
    ctx.lineWidth = 1;
    for (const dy of [-2, 0, 2]) polyline(ctx, [x - 3, y + dy, x + (dy === 2 ? 1 : 3), y + dy]);
  },
};

function tick(ctx: Context, x: number, y: number): void {
  polyline(ctx, [x - 4, y, x - 1, y + 4, x + 4, y - 4]);
}

function dot(ctx: Context, x: number, y: number): void {
  disc(ctx, x, y, 3.5);
}

function disc(ctx: Context, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}

function circle(ctx: Context, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.stroke();
}

function star(ctx: Context, x: number, y: number): void {
  ctx.beginPath();
  for (let corner = 0; corner < 10; corner++) {
    const radius = corner % 2 === 0 ? 6.5 : 2.8;
    const angle = (corner * Math.PI) / 5 - Math.PI / 2;
    ctx.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  ctx.closePath();
}

function polygon(ctx: Context, points: readonly number[]): void {
  path(ctx, points);
  ctx.fill();
}

function polyline(ctx: Context, points: readonly number[]): void {
  path(ctx, points);
  ctx.stroke();
}

function path(ctx: Context, points: readonly number[]): void {
  ctx.beginPath();
  for (let at = 0; at < points.length; at += 2) ctx.lineTo(points[at] as number, points[at + 1] as number);
}
