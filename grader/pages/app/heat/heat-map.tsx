import { useMemo, useState } from 'preact/hooks';
import type { Theme } from '../../../../harness/view/app/diagram/palette.ts';
import type { ReportData } from '../../report-data.ts';
import { px } from '../px.ts';
import { classRates, type SortKey } from '../rows.ts';
import type { Cell } from './cell-words.tsx';
import { HeatLabels } from './heat-labels.tsx';
import { BAND_HEIGHT, type CellSize, layOut } from './heat-layout.ts';
import { moved } from './moved-cell.ts';
import { placeAt, scrollTo } from './place.ts';
import { type Hovered, Tooltip } from './tooltip.tsx';
import { useDrawing } from './use-drawing.ts';
import { useView } from './use-view.ts';

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

const NAME = "Submissions by scenarios. Arrow keys move; Enter opens the student's page.";
/** Where a scroll bar may be. */
const EDGE = 18;

/**
 * Submissions by scenarios, drawn as far as it can be seen: a thousand rows of 300 cells would be too
 * much for elements.
 */
export function HeatMap({ data, rows, size, theme, selected, onSelect, onSort }: HeatMapProps) {
  const { ref, view, onScroll } = useView();
  const { width, height } = view;
  const [hovered, setHovered] = useState<Hovered>();
  const rates = useMemo(() => classRates(data), [data]);
  const layout = useMemo(() => layOut(data, size, width), [data, size, width]);
  const marked = hovered?.place ?? selected;
  const canvas = useDrawing({ data, rates, rows, layout, theme, marked, ...view });
  const fullHeight = layout.headHeight + rows.length * layout.rowHeight + 2;

  const hover = (event: MouseEvent) => {
    const place = placeAt(event, rows, layout, view);
    setHovered(place && { place, x: event.clientX, y: event.clientY });
  };
  const click = (event: MouseEvent) => {
    const { row, column } = placeAt(event, rows, layout, view) ?? {};
    if (column === undefined) return;
    if (row !== undefined) return onSelect({ row, column });
    onSort(event.offsetY < BAND_HEIGHT ? `part ${data.columns[column]?.part ?? 0}` : `scenario ${column}`);
  };
  const press = (event: KeyboardEvent) => {
    if (event.target !== ref.current) return;
    const address = data.rows[selected?.row ?? -1]?.page;
    if (event.key === 'Enter' && address !== undefined) return location.assign(address);
    const page = Math.max(1, Math.floor((height - layout.headHeight) / layout.rowHeight) - 1);
    const cell = moved(event.key, selected, { rows, columns: data.columns.length, page });
    if (!cell) return;
    event.preventDefault();
    onSelect(cell);
    ref.current?.scrollTo(scrollTo(cell, rows, layout, view));
  };

  const style = { height: `min(76vh, ${fullHeight + EDGE}px)` };
  const leave = () => setHovered(undefined);
  return (
    <div
      {...{ class: 'heat', ref, style }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys.
      tabIndex={0}
      role="application"
      aria-label={NAME}
      onScroll={onScroll}
      onKeyDown={press}
    >
      <div class="extent" style={px({ width: layout.width, height: fullHeight })}>
        <canvas
          ref={canvas}
          style={px({ width, height })}
          onClick={click}
          onMouseMove={hover}
          onMouseLeave={leave}
        />
        {size !== 'small' && <HeatLabels {...{ data, rows, layout, view }} />}
      </div>
      {hovered && <Tooltip {...{ data, rates }} {...hovered} />}
    </div>
  );
}
