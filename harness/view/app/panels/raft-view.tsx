import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type Palette, termColor } from '../diagram/palette.ts';
import { shortText } from '../model/captured-text.ts';
import type { RaftLog } from '../model/raft-log.ts';
import type { RaftCluster, RaftServer } from '../model/raft-state.ts';
import { NOTHING_SAVED, raftCluster } from '../model/raft-state.ts';
import type { Run } from '../model/run.ts';

/** More columns than this say nothing; the last ones count. */
const COLUMNS = 240;
/** Columns of what is in snapshots only. */
const CONTEXT = 3;

export interface RaftViewProps {
  readonly run: Run;
  readonly position: number;
  readonly palette: Palette;
}

/** Figure 2 of the paper for all servers, after the selected step: their logs below each other by index. */
export function RaftView({ run, position, palette }: RaftViewProps) {
  const cluster = useMemo(() => raftCluster(run, position), [run, position]);
  const columns = columnsOf(cluster);
  const panel = useRef<HTMLElement>(null);
  // What is new stands at the end.
  useLayoutEffect(() => {
    if (panel.current) panel.current.scrollLeft = panel.current.scrollWidth;
  }, [columns.at(-1)]);
  const acting = run.steps[position]?.actor;
  const hasFields = cluster.servers.some(({ log }) => log);
  return (
    <section ref={panel} class="panel raft" aria-label="Raft">
      <table>
        <thead>
          <tr>
            <th scope="col">server</th>
            <th scope="col">role</th>
            <th scope="col">term</th>
            <th scope="col">votedFor</th>
            <th scope="col">commit</th>
            <th scope="col">applied</th>
            {columns.map((index) => (
              <th key={index} scope="col" class={cluster.committed.has(index) ? 'index committed' : 'index'}>
                {index}
                {cluster.committed.has(index) && <span title="Applied by a server">✓</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cluster.servers.map((server) => (
            <ServerRow
              key={server.actor}
              server={server}
              cluster={cluster}
              columns={columns}
              palette={palette}
              isActing={server.actor === acting}
            />
          ))}
        </tbody>
      </table>
      <p class="muted legend">
        {hasFields
          ? 'A cell is an entry: its term and its command. ✓ an entry with this index was applied by a server. A thick edge is commitIndex, a line below what is applied. Striped: the servers hold entries of different terms at this index. Red: not the entry that was committed.'
          : 'No log was found in the fields of these servers. This view finds fields by the names of the paper (log, currentTerm, votedFor, commitIndex, lastApplied); what is in #private fields or closures cannot be seen.'}
      </p>
    </section>
  );
}

/**
 * Indexes from the first entry that any server still holds, with what was committed before it for context.
 */
function columnsOf({ servers, committed }: RaftCluster): readonly number[] {
  const held = servers.flatMap(({ log }) => (log ? [...log.cells.keys()] : []));
  const known = [...new Set([...held, ...committed.keys()])].filter((index) => index > 0);
  const sorted = known.sort((a, b) => a - b);
  const first =
    held.length > 0 ? held.reduce((least, index) => Math.min(least, index)) : Number.POSITIVE_INFINITY;
  const start = sorted.findIndex((index) => index >= first);
  const from = Math.max((start < 0 ? sorted.length : start) - CONTEXT, sorted.length - COLUMNS, 0);
  return sorted.slice(from);
}

interface ServerRowProps {
  readonly server: RaftServer;
  readonly cluster: RaftCluster;
  readonly columns: readonly number[];
  readonly palette: Palette;
  readonly isActing: boolean;
}

function ServerRow({ server, cluster, columns, palette, isActing }: ServerRowProps) {
  const { name, role, term, votedFor, commitIndex, lastApplied, log, progress, notOnDisk } = server;
  // Who saves nothing at all may not have come to that part yet.
  const hasSaved = !notOnDisk.includes(NOTHING_SAVED);
  const snapshot = log && log.snapshotIndex > 0 ? [`snapshot until ${log.snapshotIndex}`] : [];
  return (
    <tr class={`${server.isUp ? '' : 'is-down'} ${isActing ? 'acting' : ''}`}>
      <th scope="row">
        {name}
        {!server.isUp && <span class="tag">down</span>}
        {[...notOnDisk, ...snapshot, ...progress].map((text) => (
          <div key={text} class={hasSaved && notOnDisk.includes(text) ? 'note alarm' : 'note'}>
            {text}
          </div>
        ))}
      </th>
      <td>
        {role && server.isUp && <span class={`role ${role}`}>{role === 'leader' ? '★ leader' : role}</span>}
      </td>
      <td class="figure" style={{ color: termColor(palette, term) }}>
        {term ?? '?'}
      </td>
      <td class="figure">{votedFor ?? '?'}</td>
      <td class="figure">{commitIndex ?? '?'}</td>
      <td class="figure">{lastApplied ?? '?'}</td>
      {columns.map((index) => (
        <Cell key={index} index={index} server={server} cluster={cluster} palette={palette} />
      ))}
    </tr>
  );
}

/** Why there is no entry to show. The middle of a long log is not in the trace. */
function absence({ snapshotIndex, cells }: RaftLog, index: number): string {
  if (index <= snapshotIndex) return 'in-snapshot';
  return index < Math.max(...cells.keys()) ? 'cut' : 'empty';
}

interface CellProps {
  readonly index: number;
  readonly server: RaftServer;
  readonly cluster: RaftCluster;
  readonly palette: Palette;
}

function Cell({ index, server, cluster, palette }: CellProps) {
  const { log, commitIndex, lastApplied } = server;
  const cell = log?.cells.get(index);
  const edge = index === commitIndex ? ' commit-edge' : '';
  if (!cell) return <td class={`cell ${log ? absence(log, index) : 'empty'}${edge}`} />;
  const committedTerm = cluster.committed.get(index);
  const isWrong = committedTerm !== undefined && cell.term !== undefined && committedTerm !== cell.term;
  const terms = new Set(cluster.servers.flatMap((other) => other.log?.cells.get(index)?.term ?? []));
  const classes = ['cell'];
  if (terms.size > 1) classes.push('conflict');
  if (isWrong && commitIndex !== undefined && index <= commitIndex) classes.push('wrong');
  if (lastApplied !== undefined && index <= lastApplied) classes.push('applied');
  const command = shortText(cell.command, 200);
  return (
    <td
      class={classes.join(' ') + edge}
      style={{ '--term': termColor(palette, cell.term) }}
      title={`index ${index}, term ${cell.term ?? '?'}: ${command}`}
    >
      <b>{cell.term ?? '?'}</b>
      <span>{command.length > 9 ? `${command.slice(0, 8)}…` : command}</span>
    </td>
  );
}
