import type { ReportData } from '../../report-data.ts';
import { px } from '../px.ts';
import { CellWords, ColumnWords } from './cell-words.tsx';
import type { Place } from './place.ts';

/** What the pointer is on. */
export interface Hovered {
  readonly place: Place;
  /** Of the pointer, in the window. */
  readonly x: number;
  readonly y: number;
}

interface TooltipProps extends Hovered {
  readonly data: ReportData;
  readonly rates: readonly (number | undefined)[];
}

/** Beside the pointer, on the side that has room. */
export function Tooltip({ data, rates, place: { row, column }, x, y }: TooltipProps) {
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
