import { useEffect, useRef } from 'preact/hooks';
import { colorNameOf } from '../model/lock-bands.ts';
import type { Run } from '../model/run.ts';
import { hue, type Palette, termColor } from './palette.ts';
import type { Viewport } from './viewport.ts';

export interface OverviewProps {
  readonly run: Run;
  readonly viewport: Viewport;
  readonly palette: Palette;
  readonly selected: number;
  readonly spanHues: ReadonlyMap<string, number>;
}

const HEIGHT = 34;

/** The whole run in a strip, with a window on what the diagram shows: drag it to go elsewhere. */
export function Overview(props: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const { viewport } = props;
  useEffect(() => {
    let frame = 0;
    const schedule = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => draw(canvas.current, latest.current));
    };
    const observer = new ResizeObserver(schedule);
    if (canvas.current) observer.observe(canvas.current);
    const stop = viewport.watch(schedule);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      stop();
    };
  }, [viewport]);
  useEffect(() => draw(canvas.current, latest.current));
  const move = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    const element = event.currentTarget as HTMLElement;
    element.setPointerCapture(event.pointerId);
    viewport.centerAt(event.offsetX / element.clientWidth);
  };
  return (
    <canvas
      ref={canvas}
      class="overview"
      role="img"
      aria-label="The whole run, with a window on what the diagram shows"
      title="The whole run. Drag to move what the diagram shows."
      onPointerDown={move}
      onPointerMove={move}
    />
  );
}

function draw(canvas: HTMLCanvasElement | null, props: OverviewProps): void {
  const ctx = canvas?.getContext('2d');
  if (!canvas || !ctx || canvas.clientWidth === 0) return;
  const { run, viewport, palette, selected } = props;
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(HEIGHT * ratio);
  const x = placer(props, width);
  ctx.drawImage(wholeRun(props, width, ratio), 0, 0);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = palette.failure;
  if (run.trace.failure) ctx.fillRect(x(run.times[run.failing] ?? 0) - 1, 0, 2, HEIGHT);
  ctx.fillStyle = palette.accent;
  ctx.fillRect(x(run.times[selected] ?? 0) - 0.5, 0, 1.5, HEIGHT);
  const [from, to] = viewport.seen;
  ctx.globalAlpha = 0.14;
  ctx.fillRect(from * width, 0, (to - from) * width, HEIGHT);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.accent;
  ctx.strokeRect(from * width + 0.5, 0.5, Math.max((to - from) * width - 1, 2), HEIGHT - 1);
}

function placer({ run, viewport }: OverviewProps, width: number): (ms: number) => number {
  const begin = viewport.scale.place(run.beginMs);
  const length = Math.max(viewport.scale.place(run.endMs) - begin, 1);
  return (ms) => ((viewport.scale.place(ms) - begin) / length) * width;
}

let kept: { readonly image: HTMLCanvasElement; readonly of: readonly unknown[] } | undefined;

/** The picture of the run, which stays while the window on it moves. */
function wholeRun(props: OverviewProps, width: number, ratio: number): HTMLCanvasElement {
  const of = [props.run, props.palette, props.viewport.scale, width, ratio];
  if (kept?.of.every((part, index) => part === of[index])) return kept.image;
  const image = document.createElement('canvas');
  image.width = Math.round(width * ratio);
  image.height = Math.round(HEIGHT * ratio);
  const ctx = image.getContext('2d');
  if (ctx) {
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = props.palette.surface;
    ctx.fillRect(0, 0, width, HEIGHT);
    drawRun(ctx, props, placer(props, width));
  }
  kept = { image, of };
  return image;
}

/** How much happens when, what lasts, who leads, who is down. */
function drawRun(
  ctx: CanvasRenderingContext2D,
  { run, palette, spanHues }: OverviewProps,
  x: (ms: number) => number,
): void {
  const counts = new Map<number, number>();
  for (const [position, atMs] of run.times.entries()) {
    if (run.heartbeats.isQuietStep[position]) continue;
    const column = Math.round(x(atMs));
    counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  const most = Math.max(...counts.values(), 1);
  ctx.fillStyle = palette.lane;
  for (const [column, count] of counts) {
    const height = Math.max(Math.sqrt(count / most) * 14, 1.5);
    ctx.fillRect(column, HEIGHT - height, 1, height);
  }
  const rows = run.trace.actors.length;
  const rowHeight = Math.min((HEIGHT - 14) / Math.max(rows, 1), 5);
  const barHeight = Math.max(rowHeight - 1, rowHeight * 0.7);
  for (const span of run.spans) {
    const { actor, fromMs, toMs } = span;
    if (span.kind === 'lease') continue;
    ctx.fillStyle = hue(palette, spanHues.get(colorNameOf(span)) ?? 0);
    ctx.fillRect(x(fromMs), 1 + actor * rowHeight, Math.max(x(toMs) - x(fromMs), 1), barHeight);
  }
  for (const [actor, bands] of run.bands.entries()) {
    for (const band of bands) {
      ctx.fillStyle = band.kind === 'down' ? palette.muted : palette[band.kind];
      ctx.fillRect(
        x(band.fromMs),
        1 + actor * rowHeight,
        Math.max(x(band.toMs) - x(band.fromMs), 1),
        barHeight,
      );
    }
  }
  for (const { actor, term, fromMs, toMs } of run.leaders) {
    ctx.fillStyle = termColor(palette, term);
    ctx.fillRect(x(fromMs), 1 + actor * rowHeight, Math.max(x(toMs) - x(fromMs), 1), barHeight);
  }
}
