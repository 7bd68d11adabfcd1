import type { ReportData, ReportRow } from '../report-data.ts';
import { hundredths, median } from './figures.ts';

/** The class in a few numbers. */
export function Summary({ data }: { readonly data: ReportData }) {
  const graded = data.rows.filter(({ isRefused }) => !isRefused);
  const points = graded.map((row) => row.points);
  const mean = points.reduce((sum, one) => sum + one, 0) / Math.max(1, points.length);
  const max = Math.max(0, ...data.rows.map((row) => row.max));
  const count = (is: (row: ReportRow) => boolean) => data.rows.filter(is).length;
  const figures: readonly (readonly [string, number | string])[] = [
    ['submissions', count((row) => row.isHandedIn)],
    ['median', `${hundredths(median(points))} of ${max}`],
    ['mean', hundredths(mean)],
    ['full marks', count((row) => row.points === row.max && row.max > 0)],
    ['no points', count((row) => row.points === 0 && !row.isRefused)],
    ['not run', count((row) => row.isRefused && row.isHandedIn)],
    ['nothing handed in', count((row) => !row.isHandedIn)],
    ['late', count(({ isLate }) => isLate)],
  ];
  return (
    <dl class="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>to look at</dt>
        <dd>
          <a href="#flags">{data.flags.length}</a>
        </dd>
      </div>
    </dl>
  );
}
