import { useState } from 'preact/hooks';
import type { FailureGroup, ReportData } from '../report-data.ts';
import { counted } from '../words.ts';
import { CopyButton } from './copy-button.tsx';
import { RowLinks } from './row-links.tsx';

export interface FailureGroupsProps {
  readonly data: ReportData;
  /** Shows only these submissions. */
  readonly onChoose: (words: string, rows: readonly number[]) => void;
}

const SHOWN_AT_FIRST = 12;
const SCENARIOS_NAMED = 3;

/** What goes wrong most often in the class. */
export function FailureGroups({ data, onChoose }: FailureGroupsProps) {
  const [areAllShown, setAllShown] = useState(false);
  const shown = areAllShown ? data.groups : data.groups.slice(0, SHOWN_AT_FIRST);
  return (
    <section>
      <h2>
        Most common failures <span class="muted">by rule and message, whatever the numbers in it</span>
      </h2>
      {data.groups.length === 0 && <p>No run failed.</p>}
      <ol class="groups">
        {shown.map((group, index) => (
          <Group key={index} {...{ data, group, onChoose }} />
        ))}
      </ol>
      {shown.length < data.groups.length && (
        <button type="button" onClick={() => setAllShown(true)}>
          Show all {data.groups.length}
        </button>
      )}
    </section>
  );
}

function Group({ data, group, onChoose }: FailureGroupsProps & { readonly group: FailureGroup }) {
  const { rule, message, rows, columns, runs, replay } = group;
  return (
    <li>
      <p>
        <span class="rule">{rule}</span> <span class="message">{message}</span>
      </p>
      <p class="muted">
        <button type="button" class="link" onClick={() => onChoose(rule, rows)}>
          {counted(rows.length, 'submission')}
        </button>
        , {counted(runs, 'run')} lost, in {scenarioWords(data, columns)}
      </p>
      {replay !== '' && (
        <p>
          <code>{replay}</code> <CopyButton text={replay} />
        </p>
      )}
      <details>
        <summary>Who</summary>
        <RowLinks data={data} rows={rows} />
      </details>
    </li>
  );
}

/** `lab2a reelection, lab2a cuts and 3 more scenarios`. */
function scenarioWords({ parts, columns }: ReportData, indexes: readonly number[]): string {
  const names = indexes.map((index) => {
    const column = columns[index];
    return `${parts[column?.part ?? -1]?.id} ${column?.slug}`;
  });
  const more = names.length - SCENARIOS_NAMED;
  const named = names.slice(0, SCENARIOS_NAMED).join(', ');
  return more > 0 ? `${named} and ${counted(more, 'more scenario')}` : named;
}
