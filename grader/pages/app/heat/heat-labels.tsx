import type { ReportData } from '../../report-data.ts';
import { px } from '../px.ts';
import type { HeatLayout } from './heat-layout.ts';
import type { View } from './place.ts';

export interface HeatLabelsProps {
  readonly data: ReportData;
  readonly rows: readonly number[];
  readonly layout: HeatLayout;
  readonly view: View;
}

/** Rows beyond what can be seen, so that the tab key finds them. */
const MARGIN = 3;

/** Who stands in which row, as links to their pages: of the rows that can be seen. */
export function HeatLabels({ data, rows, layout, view }: HeatLabelsProps) {
  const { left, top, height } = view;
  const { labelWidth: width, headHeight, rowHeight } = layout;
  const first = Math.max(0, Math.floor(top / rowHeight) - MARGIN);
  const last = Math.ceil((top + height - headHeight) / rowHeight) + MARGIN;
  return (
    <>
      <div class="labels" style={px({ left, width })}>
        {rows.slice(first, last).map((at, index) => {
          const row = data.rows[at];
          if (!row) return null;
          const y = headHeight + (first + index) * rowHeight;
          return (
            <p key={at} style={px({ top: y, height: rowHeight, lineHeight: rowHeight - 1 })}>
              <a class="id" href={row.page} title={row.name ? `${row.id} · ${row.name}` : row.id}>
                {row.id}
              </a>
              {row.remarks.length > 0 && <abbr title={row.remarks.join('\n')}>!</abbr>}
              <span class="number">{row.points}</span>
            </p>
          );
        })}
      </div>
      <div class="corner" style={px({ left, top, width, height: headHeight })}>
        all of the class
      </div>
    </>
  );
}
