import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Run } from '../model/run.ts';
import { positionOfTurn } from '../model/step-position.ts';
import { drawScene } from './draw.ts';
import { type Hit, hitAt } from './hit.ts';
import { wordsFor } from './hover-words.ts';
import { clusterNamedAt, layoutOf } from './layout.ts';
import type { Scene } from './scene.ts';
import { type CanvasRef, useDrag, useRedraw, useSize, useWheel } from './time-canvas.ts';
import { type PointerPlace, Tooltip } from './tooltip.tsx';

export interface DiagramProps {
  readonly scene: Omit<Scene, 'layout'>;
  readonly label: string;
  /** Names of the clusters that have one lane only. */
  readonly folded: ReadonlySet<string>;
  /** All lanes are to be seen at once. */
  readonly isFitted: boolean;
  /** `position` is a step that was clicked, or to which a clicked message leads. */
  readonly onSelect: (position: number) => void;
  /** The same, with shift: a second step, to be compared with the selected one. */
  readonly onPair: (position: number) => void;
  /** The name of a cluster was clicked. */
  readonly onFold: (cluster: string) => void;
}

/** The space-time diagram of one run. Time runs to the right: lanes are few, and times and texts are long. */
export function Diagram({ scene, label, folded, isFitted, onSelect, onPair, onFold }: DiagramProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 800, height: 240 });
  const [scrolled, setScrolled] = useState(0);
  const [hover, setHover] = useState<Hover>();
  const layout = useMemo(
    () => layoutOf(scene.run, { ...size, folded, isFitted, scrolled }),
    [scene.run, size, folded, isFitted, scrolled],
  );
  const drawn: Scene = { ...scene, layout };
  const latest = useRef(drawn);
  latest.current = drawn;

  useSize(canvas, (width, height) => {
    scene.viewport.resize(width - layout.gutter);
    setSize({ width, height });
  });
  useRedraw(canvas, scene.viewport, (ctx) => drawScene(ctx, latest.current), layout);
  useWheel(canvas, scene.viewport);
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
    if (position !== undefined) (event.shiftKey ? onPair : onSelect)(position);
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
      {hover && <Tooltip words={wordsFor(scene.run, hover.hit, scene.ordering)} at={hover} size={size} />}
    </div>
  );
}

interface Hover extends PointerPlace {
  readonly hit: Hit;
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
