import type { ReportData, ReportRow } from '../report-data.ts';
import { durationWords } from './figures.ts';
import type { Order, SortKey } from './rows.ts';

export interface SubmissionTableProps {
  readonly data: ReportData;
  readonly rows: readonly number[];
  readonly order: Order;
  readonly onSort: (by: SortKey) => void;
}

/** Everybody, in numbers. */
export function SubmissionTable({ data, rows, order, onSort }: SubmissionTableProps) {
  const heading = (by: SortKey, words: string) => <Heading key={by} {...{ by, words, order, onSort }} />;
  return (
    <section>
      <h2>Submissions</h2>
      <div class="wide">
        <table class="submissions">
          <thead>
            <tr>
              {heading('id', 'submission')}
              {heading('points', 'points')}
              {data.parts.map(({ id }, index) => heading(`part ${index}`, id))}
              {heading('cpu', 'CPU time')}
              <th scope="col">remarks</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const one = data.rows[row];
              return one && <Row key={row} row={one} />;
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Heading({ by, words, order, onSort }: Pick<SubmissionTableProps, 'order' | 'onSort'> & Heading) {
  const isSorted = order.by === by;
  const direction = order.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={by === 'id' ? '' : 'number'} aria-sort={isSorted ? direction : 'none'}>
      <button type="button" class="link" onClick={() => onSort(by)}>
        {words}
        {isSorted && (order.isDescending ? ' ▾' : ' ▴')}
      </button>
    </th>
  );
}

interface Heading {
  readonly by: SortKey;
  readonly words: string;
}

function Row({ row }: { readonly row: ReportRow }) {
  const { id, name, page, points, max, uncertainty, partPoints, cpuMs, remarks } = row;
  return (
    <tr>
      <th scope="row">
        <a class="id" href={page}>
          {id}
        </a>
        {name !== undefined && <span class="muted id">{name}</span>}
      </th>
      <td class="number">
        <b>{points}</b> <span class="muted">of {max}</span>
        {uncertainty !== undefined && <span class="muted"> ±{uncertainty.toFixed(2)}</span>}
      </td>
      {partPoints.map((part, index) => (
        <td key={index} class="number">
          {part ?? '–'}
        </td>
      ))}
      <td class="number">{durationWords(cpuMs)}</td>
      <td class="message">{remarks.join('; ')}</td>
    </tr>
  );
}
