import type { Mark } from '../../../trace/trace.ts';

type Context = CanvasRenderingContext2D;

/** Of these the picture says all in another way: what lasts is a bar, who has left has a band. */
export function hasSign({ kind, span }: Mark): boolean {
  return span === undefined && kind !== 'left' && !kind.endsWith('-task');
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
  commit: (ctx, x, y) => polyline(ctx, [x - 4, y, x - 1, y + 4, x + 4, y - 4]),
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
  log: (ctx, x, y) => {
    ctx.lineWidth = 1;
    for (const dy of [-2, 0, 2]) polyline(ctx, [x - 3, y + dy, x + (dy === 2 ? 1 : 3), y + dy]);
  },
};

function dot(ctx: Context, x: number, y: number): void {
  ctx.beginPath();
  ctx.arc(x, y, 3.5, 0, 2 * Math.PI);
  ctx.fill();
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
