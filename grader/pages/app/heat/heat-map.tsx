import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Theme } from '../../../../harness/view/app/diagram/palette.ts';
import type { ReportData } from '../../report-data.ts';
import { px } from '../px.ts';
import { classRates, type SortKey } from '../rows.ts';
import { useSize } from '../use-size.ts';
import { type Cell, CellWords, ColumnWords } from './cell-words.tsx';
import { drawHeat } from './draw-heat.ts';
import { HeatLabels } from './heat-labels.tsx';
import { BAND_HEIGHT, type CellSize, columnAt, type HeatLayout, layOut } from './heat-layout.ts';
import { moved } from './moved-cell.ts';

export interface HeatMapProps {
  readonly data: ReportData;
  /** Indexes of the rows, from top to bottom. */
  readonly rows: readonly number[];
  readonly size: CellSize;
  readonly theme: Theme;
  readonly selected: Cell | undefined;
  readonly onSelect: (cell: Cell) => void;
  readonly onSort: (by: SortKey) => void;
}

/** A cell, or what stands above the cells of a column. */
interface Place {
  readonly row: number | undefined;
  readonly column: number;
}

interface Hovered {
  readonly place: Place;
  /** Of the pointer, in the window. */
  readonly x: number;
  readonly y: number;
}

const NAME = "Submissions by scenarios. Arrow keys move from cell to cell, Enter opens the student's page.";
/** Where a scroll bar may be. */
const EDGE = 18;

/**
 * Submissions by scenarios, drawn as far as it can be seen: a thousand rows of 300 cells would be too much for
 * elements.
 */
export function HeatMap({ data, rows, size, theme, selected, onSelect, onSort }: HeatMapProps) {
  const { ref, width, height } = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [{ left, top }, setScroll] = useState({ left: 0, top: 0 });
  const [hovered, setHovered] = useState<Hovered>();
  const rates = useMemo(() => classRates(data), [data]);
  const layout = useMemo(() => layOut(data, size, width), [data, size, width]);
  const fullHeight = layout.headHeight + rows.length * layout.rowHeight + 2;
  const view = { left, top, width, height };
  const marked = hovered?.place ?? selected;

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || width === 0) return;
    const scale = devicePixelRatio || 1;
    canvas.current.width = width * scale;
    canvas.current.height = height * scale;
    context.scale(scale, scale);
    drawHeat(context, { data, rates, rows, layout, theme, marked, ...view });
  });

  const placeAt = ({ offsetX, offsetY }: MouseEvent): Place | undefined => {
    const column = offsetX < layout.labelWidth ? undefined : columnAt(layout, offsetX + left);
    if (column === undefined) return undefined;
    if (offsetY < layout.headHeight) return { row: undefined, column };
    const row = rows[Math.floor((offsetY - layout.headHeight + top) / layout.rowHeight)];
    return row === undefined ? undefined : { row, column };
  };
  const hover = (event: MouseEvent) => {
    const place = placeAt(event);
    setHovered(place && { place, x: event.clientX, y: event.clientY });
  };
  const click = (event: MouseEvent) => {
    const { row, column } = placeAt(event) ?? {};
    if (column === undefined) return;
    if (row !== undefined) return onSelect({ row, column });
    onSort(event.offsetY < BAND_HEIGHT ? `part ${data.columns[column]?.part ?? 0}` : `scenario ${column}`);
  };
  const press = (event: KeyboardEvent) => {
    if (event.target !== ref.current) return;
    const page = data.rows[selected?.row ?? -1]?.page;
    if (event.key === 'Enter' && page !== undefined) return location.assign(page);
    const pageRows = Math.max(1, Math.floor((height - layout.headHeight) / layout.rowHeight) - 1);
    const cell = moved(event.key, selected, { rows, columns: data.columns.length, page: pageRows });
    if (!cell) return;
    event.preventDefault();
    onSelect(cell);
    ref.current?.scrollTo(scrollTo(cell, rows, layout, view));
  };

  return (
    <div
      class="heat"
      ref={ref}
      style={{ height: `min(76vh, ${fullHeight + EDGE}px)` }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys.
      tabIndex={0}
      role="application"
      aria-label={NAME}
      onScroll={({ currentTarget: { scrollLeft, scrollTop } }) =>
        setScroll({ left: scrollLeft, top: scrollTop })
      }
      onKeyDown={press}
    >
      <div class="extent" style={px({ width: layout.width, height: fullHeight })}>
        <canvas
          ref={canvas}
          style={px({ width, height })}
          onClick={click}
          onMouseMove={hover}
          onMouseLeave={() => setHovered(undefined)}
        />
        {size !== 'small' && <HeatLabels {...{ data, rows, layout, left, top, height }} />}
      </div>
      {hovered && <Tooltip {...{ data, rates }} {...hovered} />}
    </div>
  );
}

/** How to scroll so that a cell can be seen. */
function scrollTo(
  { row, column }: Cell,
  rows: readonly number[],
  { lefts, labelWidth, headHeight, columnWidth, rowHeight }: HeatLayout,
  view: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): ScrollToOptions {
  const x = (lefts[column] ?? 0) - labelWidth;
  const y = rows.indexOf(row) * rowHeight;
  const roomX = view.width - labelWidth - columnWidth;
  const roomY = view.height - headHeight - rowHeight;
  return {
    left: Math.max(Math.min(view.left, x), x - roomX),
    top: Math.max(Math.min(view.top, y), y - roomY),
  };
}

interface TooltipProps extends Hovered {
  readonly data: ReportData;
  readonly rates: readonly (number | undefined)[];
}

/** Beside the pointer, on the side that has room. */
function Tooltip({ data, rates, place: { row, column }, x, y }: TooltipProps) {
  const style = {
    ...px(x > innerWidth / 2 ? { right: innerWidth - x + 14 } : { left: x + 14 }),
    ...px(y > innerHeight / 2 ? { bottom: innerHeight - y + 10 } : { top: y + 10 }),
  };
  return (
    <div class="tooltip" role="tooltip" style={style}>
      {row === undefined ? (
        <ColumnWords {...{ data, column }} rate={rates[column]} />
      ) : (
        <CellWords data={data} cell={{ row, column }} />
      )}
    </div>
  );
}
