import type { ReportData, ReportFlag } from '../report-data.ts';
import { RowLinks } from './row-links.tsx';

/** What a person should look at before the marks go out. */
export function Flags({ data }: { readonly data: ReportData }) {
  const kinds = [...new Set(data.flags.map(({ kind }) => kind))];
  return (
    <section id="flags">
      <h2>
        To look at <span class="muted">before the marks go out; none of these is a punishment</span>
      </h2>
      {kinds.length === 0 && <p>Nothing looks odd.</p>}
      {kinds.map((kind) => (
        <div key={kind} class="flags">
          <h3>{kind.replaceAll('-', ' ')}</h3>
          <ul>
            {data.flags
              .filter((flag) => flag.kind === kind)
              .map((flag, index) => (
                <Flag key={index} data={data} flag={flag} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Flag({ data, flag: { row, column, message } }: { data: ReportData; flag: ReportFlag }) {
  const scenario = data.columns[column ?? -1];
  return (
    <li>
      {row !== undefined && <RowLinks data={data} rows={[row]} />}
      {scenario && (
        <span>
          {data.parts[scenario.part]?.id} {scenario.slug}:{' '}
        </span>
      )}
      <span class="message">{message}</span>
    </li>
  );
}
