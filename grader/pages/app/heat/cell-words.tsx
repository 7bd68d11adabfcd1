import type { ReportData } from '../../report-data.ts';
import { passedWords, percent, rangeWords } from '../../words.ts';
import { outcomeOf } from '../rows.ts';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Who, what, how it came out and why, in a few lines. */
export function CellWords({ data, cell: { row: at, column } }: { data: ReportData; cell: Cell }) {
  const row = data.rows[at];
  const scenario = data.columns[column];
  if (!row || !scenario) return null;
  const outcome = outcomeOf(data, row, column);
  const [, saying] = row.failures.find(([of]) => of === column) ?? [];
  const said = data.sayings[saying ?? -1];
  return (
    <>
      <p>
        <b class="id">{row.id}</b> · {data.parts[scenario.part]?.id} {scenario.slug}
        <span class="muted"> {scenario.name}</span>
      </p>
      <p>
        {outcome
          ? `${passedWords(outcome[0], outcome[1])}; of all seeds ${rangeWords([outcome[2], outcome[3]])}`
          : 'not run'}
      </p>
      {said && (
        <p>
          <span class="rule">{said.rule}</span> <span class="message">{said.message}</span>
        </p>
      )}
    </>
  );
}

export interface ColumnWordsProps {
  readonly data: ReportData;
  readonly column: number;
  /** Of the whole class; undefined where nothing was run. */
  readonly rate: number | undefined;
}

/** How the class did in a scenario. */
export function ColumnWords({ data, column, rate }: ColumnWordsProps) {
  const scenario = data.columns[column];
  return (
    <>
      <p>
        <b>
          {data.parts[scenario?.part ?? -1]?.id} {scenario?.slug}
        </b>
        <span class="muted"> {scenario?.name}</span>
      </p>
      <p>{rate === undefined ? 'not run' : `${percent(rate)} of all runs of the class passed`}</p>
    </>
  );
}
