import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { HistoryAxis } from '../model/history-axis.ts';
import type { HistoryLane } from '../model/history-lanes.ts';
import { LANE_HEIGHT, type Plot } from './plot.ts';

const ZOOM_MAX = 8;
const STEP = 1.5;
/** A short history is stretched to the width that there is, up to this. */
const STRETCH_MAX = 1.6;
const MARGIN = 24;

export interface Zooming {
  readonly plot: Plot;
  readonly zoom: (factor: number) => void;
  readonly showAll: () => void;
  readonly keys: Readonly<Record<string, () => void>>;
}

interface Anchor {
  readonly place: number;
  /** Pixels from the left end of what is seen. */
  readonly at: number;
}

/** How wide the history is drawn, and which part is seen: opens at the selected operation and follows it. */
export function useZoom(
  element: { readonly current: HTMLElement | null },
  axis: HistoryAxis,
  lanes: readonly HistoryLane[],
  selected: number,
): Zooming {
  const [zoom, setZoom] = useState<number>();
  const [width, setWidth] = useState(800);
  const anchor = useRef<Anchor | undefined>(undefined);
  const gutter = Math.min(Math.max(...lanes.map(({ client }) => client.length)) * 7 + 14, 130);
  const room = width - gutter - MARGIN;
  const least = Math.min(room / axis.length, 1);
  const used = zoom ?? Math.min(Math.max(room / axis.length, 1), STRETCH_MAX);
  const plot: Plot = {
    gutter,
    zoom: used,
    width: Math.max(gutter + axis.length * used + MARGIN, width),
    x: (place) => gutter + place * used,
  };
  const zoomAt = (at: number, factor: number) => {
    const { scrollLeft = 0 } = element.current ?? {};
    anchor.current = { place: (scrollLeft + at - gutter) / used, at };
    setZoom(Math.min(Math.max(used * factor, least), ZOOM_MAX));
  };
  const latest = useRef(zoomAt);
  latest.current = zoomAt;
  useWidth(element, setWidth);
  useWheel(element, latest);
  useLayoutEffect(() => {
    const kept = anchor.current;
    anchor.current = undefined;
    if (kept && element.current) element.current.scrollLeft = plot.x(kept.place) - kept.at;
  }, [used]);
  useEffect(() => reveal(element.current, plot, axis, lanes, selected), [selected, axis, width]);
  const zoomBy = (factor: number) => {
    const at = middleOf(axis, selected, plot) - (element.current?.scrollLeft ?? 0);
    zoomAt(at > gutter && at < width ? at : width / 2, factor);
  };
  const showAll = () => setZoom(room / axis.length);
  const keys = {
    '+': () => zoomBy(STEP),
    '=': () => zoomBy(STEP),
    '-': () => zoomBy(1 / STEP),
    '0': showAll,
  };
  return { plot, zoom: zoomBy, showAll, keys };
}

function middleOf(axis: HistoryAxis, operation: number, plot: Plot): number {
  const from = axis.calls[operation] ?? 0;
  return plot.x((from + (axis.returns[operation] ?? axis.length)) / 2);
}

/** Scrolls only if the operation is not seen. */
function reveal(
  element: HTMLElement | null,
  plot: Plot,
  axis: HistoryAxis,
  lanes: readonly HistoryLane[],
  operation: number,
): void {
  if (!element) return;
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
  const middle = middleOf(axis, operation, plot);
  const top = lanes.findIndex(({ operations }) => operations.includes(operation)) * LANE_HEIGHT;
  const isSeen = middle > scrollLeft + plot.gutter + MARGIN && middle < scrollLeft + clientWidth - MARGIN;
  if (!isSeen) element.scrollLeft = middle - plot.gutter - (clientWidth - plot.gutter) * 0.6;
  if (top < scrollTop || top + LANE_HEIGHT > scrollTop + clientHeight) {
    element.scrollTop = top - (clientHeight - LANE_HEIGHT) / 2;
  }
}

function useWidth(element: { readonly current: HTMLElement | null }, onWidth: (width: number) => void): void {
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const measure = () => onWidth(box.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    return () => observer.disconnect();
  }, [element]);
}

/** As in the diagram: the wheel zooms around the pointer; sideways, or with shift, it pans. */
function useWheel(
  element: { readonly current: HTMLElement | null },
  zoomAt: { readonly current: (at: number, factor: number) => void },
): void {
  useEffect(() => {
    const box = element.current;
    const onWheel = (event: WheelEvent) => {
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      const left = box?.getBoundingClientRect().left ?? 0;
      zoomAt.current(event.clientX - left, Math.exp(-event.deltaY * 0.0016));
    };
    box?.addEventListener('wheel', onWheel, { passive: false });
    return () => box?.removeEventListener('wheel', onWheel);
  }, [element, zoomAt]);
}
