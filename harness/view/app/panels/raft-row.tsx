import { type Palette, termColor } from '../diagram/palette.ts';
import { shortText, specialOf } from '../model/captured-text.ts';
import { commandWords } from '../model/message-saying.ts';
import type { OldTermCommit } from '../model/old-term-commit.ts';
import { misbelief } from '../model/raft-beliefs.ts';
import { type LogCell, lastIndexOf, type RaftLog } from '../model/raft-log.ts';
import type { RaftCluster, RaftServer } from '../model/raft-state.ts';

export interface RaftRowProps {
  readonly server: RaftServer;
  readonly cluster: RaftCluster;
  /** Those whose beliefs have a column. */
  readonly leaders: readonly RaftServer[];
  /** Log indexes. */
  readonly columns: readonly number[];
  readonly palette: Palette;
  readonly isActing: boolean;
  /** What this server last committed, if it should not have. */
  readonly oldTermCommit: OldTermCommit | undefined;
}

/** One server: its own fields, what leaders believe of it, its log. */
export function RaftRow(props: RaftRowProps) {
  const { server, leaders, columns, palette, isActing } = props;
  const { name, isUp, role, term, votedFor, commitIndex, lastApplied, log, disk } = server;
  const last = log && lastIndexOf(log);
  return (
    <tr class={`${isUp ? '' : 'is-down'} ${isActing ? 'acting' : ''}`}>
      <th scope="row">
        {name}
        {!isUp && <span class="tag">down</span>}
        {log && log.snapshotIndex > 0 && <div class="note">snapshot until {log.snapshotIndex}</div>}
        {last !== disk?.lastIndex && <OnDisk text={disk?.lastIndex && `log until ${disk.lastIndex}`} />}
      </th>
      <td>{role && isUp && <span class={`role ${role}`}>{role === 'leader' ? '★ leader' : role}</span>}</td>
      <td class="figure" style={{ color: termColor(palette, term) }}>
        {term ?? '?'}
        {term !== disk?.term && <OnDisk text={disk?.term} />}
      </td>
      <td class="figure">
        {votedFor ?? '?'}
        {votedFor !== disk?.votedFor && <OnDisk text={disk?.votedFor} />}
      </td>
      <td class="figure">{commitIndex ?? '?'}</td>
      <td class="figure">{lastApplied ?? '?'}</td>
      {leaders.map((leader) => (
        <BeliefCell key={leader.actor} leader={leader} server={server} />
      ))}
      {columns.map((index) => (
        <Cell key={index} index={index} {...props} />
      ))}
    </tr>
  );
}

/** What is on disk where that is not what is in memory. */
function OnDisk({ text }: { text: string | number | undefined }) {
  if (text === undefined) return null;
  return (
    <div class="note alarm" title="A crash now would bring this back">
      disk: {text}
    </div>
  );
}

function BeliefCell({ leader, server }: { leader: RaftServer; server: RaftServer }) {
  if (leader.actor === server.actor) return <td class="belief muted">itself</td>;
  const belief = leader.beliefs.find(({ actor }) => actor === server.actor);
  if (!belief) return <td class="belief muted">?</td>;
  const wrong = misbelief(belief, leader, server);
  const alarm = wrong && !wrong.isExcused ? 'alarm' : '';
  return (
    <td class="belief">
      {belief.next !== undefined && `next ${belief.next}`}
      {belief.next !== undefined && belief.match !== undefined && ', '}
      {belief.match !== undefined && <span class={alarm}>match {belief.match}</span>}
      {wrong && <div class={`note ${alarm}`}>{wrong.text}</div>}
    </td>
  );
}

type CellProps = Omit<RaftRowProps, 'leaders' | 'isActing'> & { readonly index: number };

function Cell({ index, server, cluster, palette, oldTermCommit }: CellProps) {
  const { log, commitIndex, lastApplied } = server;
  const cell = log?.cells.get(index);
  const edge = index === commitIndex ? ' commit-edge' : '';
  if (!cell) return <Absent index={index} server={server} edge={edge} />;
  const committedTerm = cluster.committed.get(index);
  const isWrong = committedTerm !== undefined && cell.term !== undefined && committedTerm !== cell.term;
  const terms = new Set(cluster.servers.flatMap((other) => other.log?.cells.get(index)?.term ?? []));
  const isOld = oldTermCommit && index > oldTermCommit.from && index <= oldTermCommit.to;
  const classes = ['cell'];
  if (terms.size > 1) classes.push('conflict');
  if (isWrong && commitIndex !== undefined && index <= commitIndex) classes.push('wrong');
  else if (isOld) classes.push('old-term');
  if (lastApplied !== undefined && index <= lastApplied) classes.push('applied');
  const remark = isOld ? `, committed by the leader of term ${oldTermCommit.term}` : '';
  return (
    <td
      class={classes.join(' ') + edge}
      style={{ '--term': termColor(palette, cell.term) }}
      title={`index ${index}, term ${cell.term ?? '?'}: ${shortText(cell.command, 200)}${remark}`}
    >
      <b>{cell.term ?? '?'}</b>
      <span>{commandText(cell)}</span>
    </td>
  );
}

const COMMAND_MAX = 9;
const END_SHOWN = 6;

/** Long texts that are counted upwards differ at their end. */
function commandText({ command }: LogCell): string {
  const isText = typeof command === 'string' || specialOf(command) === 'string';
  const text = typeof command === 'string' ? command : (commandWords(command) ?? shortText(command, 200));
  if (text.length <= COMMAND_MAX) return text;
  return isText ? `…${text.slice(-END_SHOWN)}` : `${text.slice(0, COMMAND_MAX - 1)}…`;
}

function Absent({ index, server, edge }: { index: number; server: RaftServer; edge: string }) {
  const { log, commitIndex = 0 } = server;
  if (!log) return <td class={`cell empty${edge}`} />;
  const why = absence(log, index);
  if (why !== 'empty' || index > commitIndex) return <td class={`cell ${why}${edge}`} />;
  const text = `index ${index}: ${server.name} takes it for committed, and its log does not hold it`;
  return (
    <td class={`cell missing${edge}`} title={text}>
      ✗
    </td>
  );
}

/** Why there is no entry to show. The middle of a long log is not in the trace. */
function absence(log: RaftLog, index: number): string {
  if (index <= log.snapshotIndex) return 'in-snapshot';
  return index < lastIndexOf(log) ? 'cut' : 'empty';
}
