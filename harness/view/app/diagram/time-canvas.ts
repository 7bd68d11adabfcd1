import { useEffect, useRef } from 'preact/hooks';
import { GUTTER } from './layout.ts';
import type { Viewport } from './viewport.ts';

export type CanvasRef = { readonly current: HTMLCanvasElement | null };

/** Pixels until a press becomes a drag. */
const SLACK = 3;

/** Tells the size of what is around a canvas, at once and whenever it changes. */
export function useSize(canvas: CanvasRef, onSize: (width: number, height: number) => void): void {
  const latest = useRef(onSize);
  latest.current = onSize;
  useEffect(() => {
    const parent = canvas.current?.parentElement;
    if (!parent) return;
    const measure = () => latest.current(parent.clientWidth, parent.clientHeight);
    const observer = new ResizeObserver(measure);
    observer.observe(parent);
    measure();
    return () => observer.disconnect();
  }, [canvas]);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws after each render and each move of the view, at most once a frame. `size` is in CSS pixels. */
export function useRedraw(
  canvas: CanvasRef,
  viewport: Viewport,
  draw: (ctx: CanvasRenderingContext2D) => void,
  size: Size,
): void {
  const latest = useRef({ draw, size });
  latest.current = { draw, size };
  const frame = useRef(0);
  const schedule = useRef(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => redraw(canvas.current, latest.current));
  });
  useEffect(() => viewport.watch(schedule.current), [viewport]);
  useEffect(() => schedule.current());
}

function redraw(
  canvas: HTMLCanvasElement | null,
  { draw, size: { width, height } }: { draw: (ctx: CanvasRenderingContext2D) => void; size: Size },
): void {
  const ctx = canvas?.getContext('2d');
  if (!canvas || !ctx) return;
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw(ctx);
}

/** The wheel zooms around the pointer; sideways, or with shift, it pans. */
export function useWheel(canvas: CanvasRef, viewport: Viewport): void {
  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (isSideways) viewport.pan(event.deltaX || event.deltaY);
      else viewport.zoomAt(event.offsetX - GUTTER, Math.exp(-event.deltaY * 0.0016));
    };
    // Preact's own listeners are passive where the browser makes them so; this one must stop the page.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [canvas, viewport]);
}

export interface Drag {
  readonly down: (event: PointerEvent) => void;
  /** Whether the pointer is dragging. */
  readonly move: (event: PointerEvent) => boolean;
  readonly up: (event: PointerEvent) => void;
}

/** Dragging pans, and scrolls what is around the canvas; a press without a move is a click. */
export function useDrag(viewport: Viewport, onClick: (event: PointerEvent) => void): Drag {
  const from = useRef<{ x: number; y: number; moved: number } | undefined>(undefined);
  return {
    down: (event) => {
      from.current = { x: event.clientX, y: event.clientY, moved: 0 };
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    },
    move: (event) => {
      if (!from.current) return false;
      const { clientX: x, clientY: y } = event;
      const [dx, dy] = [x - from.current.x, y - from.current.y];
      from.current = { x, y, moved: from.current.moved + Math.abs(dx) + Math.abs(dy) };
      if (from.current.moved <= SLACK) return true;
      viewport.pan(-dx);
      (event.currentTarget as HTMLElement).parentElement?.scrollBy(0, -dy);
      return true;
    },
    up: (event) => {
      const isClick = from.current !== undefined && from.current.moved <= SLACK;
      from.current = undefined;
      if (isClick) onClick(event);
    },
  };
}
