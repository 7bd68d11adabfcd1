import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { HistoryPicture } from '../../../check/linearizability/picture.ts';
import type { HistoryAxis } from '../model/history-axis.ts';
import { type HistoryMove, historyLanes, historyMove } from '../model/history-lanes.ts';
import { HistoryBars } from './history-bars.tsx';
import { HistoryOrder } from './history-order.tsx';
import { LANE_HEIGHT } from './plot.ts';
import { useDragging } from './use-dragging.ts';
import { useZoom, type Zooming } from './use-zoom.ts';

export interface HistoryChartProps {
  readonly picture: HistoryPicture;
  readonly axis: HistoryAxis;
  readonly selected: number;
  /** The operation that the details are about: the one that the pointer is on, or the selected one. */
  readonly shown: number;
  /** Undefined if there are no times. */
  readonly isByTime?: boolean;
  readonly onByTime?: (isByTime: boolean) => void;
  readonly onSelect: (operation: number) => void;
  /** Go to its call in the run; `isAgain`: to its return. */
  readonly onOpen: (operation: number, isAgain: boolean) => void;
  readonly onHover: (operation: number | undefined) => void;
}

const MOVES: Readonly<Record<string, HistoryMove>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ArrowUp: 'lane-up',
  ArrowDown: 'lane-down',
  Home: 'first',
  End: 'last',
};
const ZOOM = 1.5;

/** A lane for each client, a bar for each operation, and the order as a line. */
export function HistoryChart(props: HistoryChartProps) {
  const { picture, axis, selected, onSelect, onOpen } = props;
  const chart = useRef<HTMLDivElement>(null);
  const opened = useRef<number | undefined>(undefined);
  const lanes = useMemo(() => historyLanes(picture), [picture]);
  const zooming = useZoom(chart, axis, lanes, selected);
  const { plot } = zooming;
  const dragging = useDragging(chart);
  useEffect(() => takeKeys(chart.current), []);
  const open = (operation: number) => {
    onSelect(operation);
    onOpen(operation, opened.current === operation);
    opened.current = opened.current === operation ? undefined : operation;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const move = MOVES[event.key];
    const act = move
      ? () => onSelect(historyMove(picture, selected, move) ?? selected)
      : zooming.keys[event.key];
    if (act) act();
    else if (event.key === 'Enter' && chart.current?.contains(event.target as Node)) open(selected);
    else return;
    // The keys of the timeline mean something else.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the list box work on its buttons, too.
    <div class="history-chart" onKeyDown={onKey}>
      <Tools {...props} zooming={zooming} />
      <div
        ref={chart}
        class="lanes"
        tabIndex={0}
        role="listbox"
        aria-label="Operations by client. Arrow keys walk along the order."
        aria-activedescendant={`operation-${selected}`}
        onPointerLeave={() => props.onHover(undefined)}
        {...dragging.events}
      >
        <div class="plot" style={{ width: `${plot.width}px`, height: `${lanes.length * LANE_HEIGHT}px` }}>
          {lanes.map((lane) => (
            <HistoryBars
              key={lane.client}
              {...props}
              lane={lane}
              plot={plot}
              onOpen={(operation) => !dragging.hasDragged() && open(operation)}
            />
          ))}
          <HistoryOrder picture={picture} axis={axis} lanes={lanes} plot={plot} />
        </div>
      </div>
    </div>
  );
}

/** So that arrow keys walk along the order as soon as it is shown; but not while somebody types. */
function takeKeys(chart: HTMLElement | null): void {
  if (!document.activeElement?.matches('input, textarea, select')) chart?.focus({ preventScroll: true });
}

function Tools({ isByTime, onByTime, zooming, ...props }: HistoryChartProps & { readonly zooming: Zooming }) {
  const go = (move: HistoryMove) =>
    props.onSelect(historyMove(props.picture, props.selected, move) ?? props.selected);
  return (
    <div class="history-tools">
      <button type="button" aria-label="Back in the order" onClick={() => go('previous')}>
        ◀
      </button>
      <button type="button" aria-label="On in the order" onClick={() => go('next')}>
        ▶
      </button>
      <button type="button" class="to-impossible" onClick={() => go('last')}>
        ✗ The impossible one
      </button>
      {onByTime && (
        <label class="check">
          <input type="checkbox" checked={isByTime} onChange={() => onByTime(!isByTime)} />
          By virtual time
        </label>
      )}
      <span class="zoom">
        <button type="button" aria-label="Make the history narrower" onClick={() => zooming.zoom(1 / ZOOM)}>
          −
        </button>
        <button type="button" aria-label="Make the history wider" onClick={() => zooming.zoom(ZOOM)}>
          +
        </button>
        <button type="button" aria-label="Show all of the history" onClick={zooming.showAll}>
          All
        </button>
      </span>
    </div>
  );
}
