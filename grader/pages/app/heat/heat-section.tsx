import { useState } from 'preact/hooks';
import type { Theme } from '../../../../harness/view/app/diagram/palette.ts';
import type { ReportData } from '../../report-data.ts';
import { percent } from '../../words.ts';
import { CopyButton } from '../copy-button.tsx';
import type { SortKey } from '../rows.ts';
import { type Cell, CellWords } from './cell-words.tsx';
import { heatColour } from './heat-colours.ts';
import type { CellSize } from './heat-layout.ts';
import { HeatMap } from './heat-map.tsx';
import { PrintedHeat } from './printed-heat.tsx';

export interface HeatSectionProps {
  readonly data: ReportData;
  readonly rows: readonly number[];
  readonly theme: Theme;
  readonly onSort: (by: SortKey) => void;
}

const SIZES: Readonly<Record<CellSize, string>> = {
  fit: 'fit the width',
  counts: 'with counts',
  small: 'small',
};

/** The heat map, what its colours mean, and the cell that was chosen. */
export function HeatSection({ data, rows, theme, onSort }: HeatSectionProps) {
  const [size, setSize] = useState<CellSize>('fit');
  const [selected, setSelected] = useState<Cell>();
  return (
    <section>
      <h2>
        Submissions by scenarios
        <Legend theme={theme} />
        <label class="tool">
          cells{' '}
          <select value={size} onChange={({ currentTarget }) => setSize(currentTarget.value as CellSize)}>
            {Object.entries(SIZES).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </h2>
      <HeatMap {...{ data, rows, size, theme, selected, onSort }} onSelect={setSelected} />
      <PrintedHeat data={data} rows={rows} />
      <div class="chosen" aria-live="polite">
        {selected ? (
          <Chosen data={data} cell={selected} />
        ) : (
          <p class="muted">
            Point at a cell, or go there with the arrow keys. A click on the name of a part or on the row
            above the cells sorts by it.
          </p>
        )}
      </div>
    </section>
  );
}

function Chosen({ data, cell }: { readonly data: ReportData; readonly cell: Cell }) {
  const row = data.rows[cell.row];
  const [, , replay = ''] = row?.failures.find(([column]) => column === cell.column) ?? [];
  return (
    <>
      <CellWords data={data} cell={cell} />
      <p>
        <a href={row?.page ?? ''}>The page of this student</a>
        {replay !== '' && (
          <>
            {' · '}
            <code>{replay}</code> <CopyButton text={replay} />
          </>
        )}
      </p>
    </>
  );
}

const STEPS = [1, 0.95, 0.75, 0.5, 0.25, 0];

/** What the colours mean. */
function Legend({ theme }: { readonly theme: Theme }) {
  return (
    <span class="legend">
      runs that passed:
      {STEPS.map((rate) => (
        <span key={rate}>
          <i style={{ background: heatColour(theme, rate) }} />
          {percent(rate)}
        </span>
      ))}
      <span>
        <i class="none" />
        not run
      </span>
    </span>
  );
}
