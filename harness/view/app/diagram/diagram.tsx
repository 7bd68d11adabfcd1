import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Run } from '../model/run.ts';
import { positionOfTurn } from '../model/step-position.ts';
import { drawScene } from './draw.ts';
import { type Hit, hitAt } from './hit.ts';
import { type Words, wordsFor } from './hover-words.ts';
import { clusterNamedAt, layoutOf } from './layout.ts';
import type { Scene } from './scene.ts';
import type { Viewport } from './viewport.ts';

export interface DiagramProps {
  readonly scene: Omit<Scene, 'layout'>;
  readonly label: string;
  /** Names of the clusters that have one lane only. */
  readonly folded: ReadonlySet<string>;
  /** `position` is a step that was clicked, or to which a clicked message leads. */
  readonly onSelect: (position: number) => void;
  /** The name of a cluster was clicked. */
  readonly onFold: (cluster: string) => void;
}

/** The space-time diagram of one run. Time runs to the right: lanes are few, and times and texts are long. */
export function Diagram({ scene, label, folded, onSelect, onFold }: DiagramProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 800, height: 240 });
  const [scrolled, setScrolled] = useState(0);
  const [hover, setHover] = useState<Hover>();
  const layout = useMemo(
    () => layoutOf(scene.run, { ...size, folded, scrolled }),
    [scene.run, size, folded, scrolled],
  );
  const drawn: Scene = { ...scene, layout };
  const latest = useRef(drawn);
  latest.current = drawn;

  useSize(canvas, (width, height) => {
    scene.viewport.resize(width - layout.gutter);
    setSize({ width, height });
  });
  useRedraw(canvas, latest);
  useWheel(canvas, latest);
  useRevealedLane(canvas, latest, scene.selected);

  const pointAt = (event: PointerEvent) => {
    const hit = hitAt(latest.current, event.offsetX, event.offsetY);
    setHover(hit && { hit, x: event.offsetX, y: event.offsetY });
  };
  const drag = useDrag(scene.viewport, (event) => {
    const cluster = event.offsetX < layout.gutter ? clusterNamedAt(layout, event.offsetY) : undefined;
    if (cluster !== undefined) return onFold(cluster);
    const hit = hitAt(latest.current, event.offsetX, event.offsetY);
    const position = hit && positionOf(scene.run, hit, scene.selected);
    if (position !== undefined) onSelect(position);
  });
  return (
    <div class="diagram">
      <div class="scroller" onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={label}
          class={hover ? 'points' : ''}
          onPointerDown={(event) => {
            setHover(undefined);
            drag.down(event);
          }}
          onPointerMove={(event) => (drag.move(event) ? undefined : pointAt(event))}
          onPointerUp={drag.up}
          onPointerLeave={() => setHover(undefined)}
        />
        <div style={{ height: `${layout.hiddenHeight}px` }} />
      </div>
      {hover && <Tooltip words={wordsFor(scene.run, hover.hit)} hover={hover} size={size} />}
    </div>
  );
}

interface Hover {
  readonly hit: Hit;
  readonly x: number;
  readonly y: number;
}

function Tooltip({
  words,
  hover,
  size,
}: {
  words: Words;
  hover: Hover;
  size: { width: number; height: number };
}) {
  const isRight = hover.x > size.width * 0.6;
  const isLow = hover.y > size.height * 0.55;
  const style = {
    ...(isRight ? { right: `${size.width - hover.x + 12}px` } : { left: `${hover.x + 14}px` }),
    ...(isLow ? { bottom: `${size.height - hover.y + 10}px` } : { top: `${hover.y + 12}px` }),
  };
  return (
    <div class="tooltip" style={style} role="tooltip">
      <strong>{words.title}</strong>
      {words.lines.map((text) => (
        <div key={text}>{text}</div>
      ))}
    </div>
  );
}

/** A click on a message goes to its delivery, or to its send if it never arrived or is selected already. */
function positionOf(run: Run, hit: Hit, selected: number): number | undefined {
  if (hit.kind === 'steps') {
    // A second click takes the next of those that lie on each other.
    const at = hit.steps.indexOf(selected);
    return hit.steps[(at + 1) % hit.steps.length];
  }
  if (hit.kind === 'span') return run.spans[hit.span]?.position;
  const message = run.trace.messages[hit.message];
  if (!message) return undefined;
  const arrival = message.fate.kind === 'delivered' ? positionOfTurn(run.steps, message.fate.step) : -1;
  const sent = positionOfTurn(run.steps, message.sent);
  const position = arrival >= 0 && arrival !== selected ? arrival : sent;
  return run.steps[position] ? position : undefined;
}

type CanvasRef = { readonly current: HTMLCanvasElement | null };

function useSize(canvas: CanvasRef, onSize: (width: number, height: number) => void): void {
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

/** Draws after each render and each move of the view, at most once a frame. */
function useRedraw(canvas: CanvasRef, latest: { readonly current: Scene }): void {
  const frame = useRef(0);
  const schedule = useRef(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => draw(canvas.current, latest.current));
  });
  const { viewport } = latest.current;
  useEffect(() => viewport.watch(schedule.current), [viewport]);
  useEffect(() => schedule.current());
}

function draw(canvas: HTMLCanvasElement | null, scene: Scene): void {
  const ctx = canvas?.getContext('2d');
  if (!canvas || !ctx) return;
  const { width, height } = scene.layout;
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawScene(ctx, scene);
}

/** The wheel zooms around the pointer; sideways, or with shift, it pans. */
function useWheel(canvas: CanvasRef, latest: { readonly current: Scene }): void {
  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { viewport, layout } = latest.current;
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (isSideways) viewport.pan(event.deltaX || event.deltaY);
      else viewport.zoomAt(event.offsetX - layout.gutter, Math.exp(-event.deltaY * 0.0016));
    };
    // Preact's own listeners are passive where the browser makes them so; this one must stop the page.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [canvas, latest]);
}

/** A lane that is scrolled away comes into view when a step in it is selected. */
function useRevealedLane(canvas: CanvasRef, latest: { readonly current: Scene }, selected: number): void {
  useEffect(() => {
    const { layout, run } = latest.current;
    const scroller = canvas.current?.parentElement;
    const y = layout.laneY[run.steps[selected]?.actor ?? -1];
    if (!scroller || y === undefined) return;
    const { lanesTop, lanesBottom, laneHeight } = layout;
    if (y - laneHeight >= lanesTop && y + laneHeight <= lanesBottom) return;
    scroller.scrollTop += y - (lanesTop + lanesBottom) / 2;
  }, [canvas, latest, selected]);
}

interface Drag {
  readonly down: (event: PointerEvent) => void;
  /** Whether the pointer is dragging. */
  readonly move: (event: PointerEvent) => boolean;
  readonly up: (event: PointerEvent) => void;
}

/** Dragging pans, and scrolls the lanes; a press without a move is a click. */
function useDrag(viewport: Viewport, onClick: (event: PointerEvent) => void): Drag {
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
      if (from.current.moved <= 3) return true;
      viewport.pan(-dx);
      (event.currentTarget as HTMLElement).parentElement?.scrollBy(0, -dy);
      return true;
    },
    up: (event) => {
      const isClick = from.current !== undefined && from.current.moved <= 3;
      from.current = undefined;
      if (isClick) onClick(event);
    },
  };
}
