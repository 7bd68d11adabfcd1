import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type Palette, termColor } from '../diagram/palette.ts';
import { electionsUntil } from '../model/elections.ts';
import { lastOldTermCommit } from '../model/old-term-commit.ts';
import { lastIndexOf } from '../model/raft-log.ts';
import { type RaftCluster, raftCluster } from '../model/raft-state.ts';
import type { Run } from '../model/run.ts';
import { ElectionsTable } from './elections-table.tsx';
import { RaftRow } from './raft-row.tsx';
import { useCluster } from './use-cluster.tsx';

/** More columns than this say nothing; the last ones count. */
const COLUMNS = 240;
/** Columns of what is in snapshots only. */
const CONTEXT = 3;
/** Columns of what a server takes for committed and does not hold. */
const MISSING_MAX = 50;
/** With at most so many columns the elections have room beside the logs. */
const COLUMNS_BESIDE = 6;
const ELECTIONS = 12;
/** Several servers may take themselves for the leader; the newest ones count. */
const LEADERS = 3;

export interface RaftViewProps {
  readonly run: Run;
  readonly position: number;
  readonly palette: Palette;
  readonly onGo: (position: number) => void;
}

/** Figure 2 of the paper for a cluster, after the selected step: the logs below each other by index. */
export function RaftView({ run, position, palette, onGo }: RaftViewProps) {
  const { cluster: whose, choice } = useCluster(run, position);
  const { actors } = whose;
  const cluster = useMemo(() => raftCluster(run, position, actors), [run, position, actors]);
  const elections = useMemo(
    () => electionsUntil(run, position, { limit: ELECTIONS, actors }),
    [run, position, actors],
  );
  const columns = columnsOf(cluster);
  const leaders = cluster.servers
    .filter(({ beliefs, isUp }) => isUp && beliefs.length > 0)
    .sort((a, b) => (b.term ?? 0) - (a.term ?? 0))
    .slice(0, LEADERS);
  const panel = useRef<HTMLElement>(null);
  const isBeside = columns.length <= COLUMNS_BESIDE;
  // What is new stands at the end.
  useLayoutEffect(() => {
    if (panel.current && !isBeside) panel.current.scrollLeft = panel.current.scrollWidth;
  }, [columns.at(-1), isBeside]);
  const acting = run.steps[position]?.actor;
  return (
    <section ref={panel} class={`panel raft${isBeside ? ' beside' : ''}`} aria-label="Raft">
      {choice}
      <table>
        <thead>
          <tr>
            {['server', 'role', 'term', 'votedFor', 'commit', 'applied'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            {leaders.map(({ actor, name, term }) => (
              <th key={actor} scope="col" style={{ color: termColor(palette, term) }}>
                {name} (term {term}) believes
              </th>
            ))}
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
            <RaftRow
              key={server.actor}
              server={server}
              cluster={cluster}
              leaders={leaders}
              columns={columns}
              palette={palette}
              isActing={server.actor === acting}
              oldTermCommit={
                server.role === 'leader' ? lastOldTermCommit(run, server.actor, position) : undefined
              }
            />
          ))}
        </tbody>
      </table>
      <ElectionsTable
        run={run}
        servers={cluster.servers}
        elections={elections}
        palette={palette}
        onGo={onGo}
      />
      <p class="muted legend">{legendOf(cluster, columns)}</p>
    </section>
  );
}

function legendOf({ servers }: RaftCluster, columns: readonly number[]): string {
  if (!servers.some(({ log }) => log)) {
    return 'No log was found in the fields of these servers. This view finds fields by the names of the paper (log, currentTerm, votedFor, commitIndex, lastApplied, nextIndex, matchIndex); what is in #private fields or closures cannot be seen.';
  }
  if (columns.length === 0) return '';
  return 'A cell is an entry: its term and its command. ✓ an entry with this index was applied by a server. A thick edge is commitIndex, a line below what is applied. Striped: the servers hold entries of different terms at this index. Red: not the entry that was committed, or committed and not in this log. Amber: the leader committed an entry of an older term by counting.';
}

/**
 * Indexes from the first entry that any server still holds, with what was committed before it for context.
 */
function columnsOf({ servers, committed }: RaftCluster): readonly number[] {
  const held = servers.flatMap(({ log }) => (log ? [...log.cells.keys()] : []));
  const missing = servers.flatMap(({ log, commitIndex = 0 }) => {
    if (!log) return [];
    const from = Math.max(lastIndexOf(log), commitIndex - MISSING_MAX);
    return Array.from({ length: Math.max(commitIndex - from, 0) }, (_, at) => from + 1 + at);
  });
  const known = [...new Set([...held, ...missing, ...committed.keys()])].filter((index) => index > 0);
  const sorted = known.sort((a, b) => a - b);
  const first =
    held.length > 0 ? held.reduce((least, index) => Math.min(least, index)) : Number.POSITIVE_INFINITY;
  const start = sorted.findIndex((index) => index >= first);
  const from = Math.max((start < 0 ? sorted.length : start) - CONTEXT, sorted.length - COLUMNS, 0);
  return sorted.slice(from);
}
