import { useMemo, useRef, useState } from 'preact/hooks';
import { useTheme } from '../../../harness/view/app/theme.ts';
import type { ReportData } from '../report-data.ts';
import { counted } from '../words.ts';
import { Distributions } from './distributions.tsx';
import { FailureGroups } from './failure-groups.tsx';
import { durationWords } from './figures.ts';
import { Flags } from './flags.tsx';
import { HeatSection } from './heat/heat-section.tsx';
import { type Choice, type Order, type SortKey, shownRows } from './rows.ts';
import { SubmissionTable } from './submission-table.tsx';
import { Summary } from './summary.tsx';
import { Toolbar } from './toolbar.tsx';

/** All of a grading, for the person who grades. */
export function ClassReport({ data }: { readonly data: ReportData }) {
  const { theme, toggle } = useTheme();
  const [choice, setChoice] = useState<Choice>({ text: '' });
  const [order, setOrder] = useState<Order>({ by: 'id', isDescending: false });
  const rows = useMemo(() => shownRows(data, choice, order), [data, choice, order]);
  const toolbar = useRef<HTMLDivElement>(null);
  // The second click on the same thing turns the order round. Ids begin at the top, numbers with the most.
  const sort = (by: SortKey) =>
    setOrder({ by, isDescending: order.by === by ? !order.isDescending : by !== 'id' });
  const choose = (words: string, named: readonly number[]) => {
    setChoice({ text: '', named: { words, rows: new Set(named) } });
    toolbar.current?.scrollIntoView();
  };
  const { grading, tier, certainty, cpuMs, wallMs, similarity } = data.about;
  return (
    <main>
      <header>
        <div>
          <h1>Class report</h1>
          <p class="muted">
            {data.parts.map(({ id }) => id).join(', ')} · {counted(data.columns.length, 'scenario')} ·{' '}
            {grading}
          </p>
          {certainty !== undefined && <p class="muted">{certainty}</p>}
          <p class="muted">
            sandbox {tier} · {durationWords(cpuMs)} of CPU time in runs · the grader last ran for{' '}
            {durationWords(wallMs)}
            {similarity !== undefined && (
              <>
                {' · '}
                <a href={similarity}>similarity report</a>
              </>
            )}
          </p>
        </div>
        <button
          type="button"
          onClick={toggle}
          aria-label={`Change to ${theme === 'dark' ? 'light' : 'dark'} colours`}
        >
          {theme === 'dark' ? '☀' : '☾'}
        </button>
      </header>
      <Summary data={data} />
      <Distributions data={data} />
      <div ref={toolbar} class="toolbar">
        <Toolbar {...{ data, choice, order, shown: rows.length }} onChoice={setChoice} onOrder={setOrder} />
      </div>
      <HeatSection {...{ data, rows, theme }} onSort={sort} />
      <FailureGroups data={data} onChoose={choose} />
      <Flags data={data} />
      <SubmissionTable {...{ data, rows, order }} onSort={sort} />
    </main>
  );
}
