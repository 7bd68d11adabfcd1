import type { ReportData, ReportPart } from '../report-data.ts';
import { percent } from '../words.ts';
import { BARS, barWords, histogram, median } from './figures.ts';

/** How the points are spread: in all, for each lab, and for each part. */
export function Distributions({ data }: { readonly data: ReportData }) {
  const labs = [...new Set(data.parts.map(({ lab }) => lab))];
  const ofLabs = labs.map((lab) => ({ title: lab, isOf: (part: ReportPart) => part.lab === lab }));
  const ofParts = data.parts.map(({ id, title }) => ({
    ...{ title: id, words: title },
    isOf: (part: ReportPart) => part.id === id,
  }));
  return (
    <section>
      <h2>
        Points <span class="muted">share of the points that could be reached, and how many have it</span>
      </h2>
      <div class="histograms">
        <Histogram title="all, after penalties" shares={data.rows.map(({ points, max }) => points / max)} />
        {labs.length > 1 &&
          ofLabs.map(({ title, isOf }) => (
            <Histogram key={title} title={title} shares={sharesOf(data, isOf)} />
          ))}
        {ofParts.map(({ title, words, isOf }) => (
          <Histogram key={title} title={title} words={words} shares={sharesOf(data, isOf)} />
        ))}
      </div>
    </section>
  );
}

/** Of each submission, over the parts that are meant and give points. */
function sharesOf({ parts, rows }: ReportData, isOf: (part: ReportPart) => boolean): number[] {
  const indexes = [...parts.keys()].filter((index) => parts[index] && isOf(parts[index]));
  const max = indexes.reduce((sum, index) => sum + (parts[index]?.max ?? 0), 0);
  return rows.map(({ partPoints }) => {
    return indexes.reduce((sum, index) => sum + (partPoints[index] ?? 0), 0) / max;
  });
}

interface HistogramProps {
  readonly title: string;
  readonly words?: string;
  readonly shares: readonly number[];
}

/** Nothing where there are no points to reach. */
function Histogram({ title, words, shares }: HistogramProps) {
  const known = shares.filter(Number.isFinite);
  if (known.length === 0) return null;
  const bars = histogram(known);
  const most = Math.max(...bars);
  const told = bars.map((count, bar) => `${count} have ${barWords(bar)}`).join(', ');
  return (
    <figure>
      <figcaption>
        <b>{title}</b> <span class="muted">{words}</span>
        <span class="middle">median {percent(median(known))}</span>
      </figcaption>
      <div class="bars" role="img" aria-label={`${title}: ${told}`}>
        {bars.map((count, bar) => (
          <div key={bar} title={`${barWords(bar)}: ${count}`}>
            <span>{count > 0 && count}</span>
            <i class={bar === BARS - 1 ? 'full' : ''} style={{ height: `${(44 * count) / most}px` }} />
          </div>
        ))}
      </div>
      <div class="axis" aria-hidden="true">
        <span>0 %</span>
        <span>50 %</span>
        <span>all</span>
      </div>
    </figure>
  );
}
