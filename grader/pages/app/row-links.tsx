import type { ReportData } from '../report-data.ts';

/** Links to the pages of these submissions, in a line that wraps. */
export function RowLinks({ data, rows }: { readonly data: ReportData; readonly rows: readonly number[] }) {
  return (
    <p class="row-links">
      {rows.map((row) => (
        <a key={row} class="id" href={data.rows[row]?.page ?? ''}>
          {data.rows[row]?.id}
        </a>
      ))}
    </p>
  );
}
