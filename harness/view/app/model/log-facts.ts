import { messageFacts } from './message-facts.ts';
import { lastIndexOf, type RaftLog } from './raft-log.ts';
import { raftServer } from './raft-state.ts';
import type { Run } from './run.ts';
import { nameOf } from './run.ts';

/**
 * What a request says of the sender's log beside what its receiver held before this step, in a sentence;
 * undefined if it says nothing of the kind, or no log was found.
 */
export function logFacts(run: Run, position: number): string | undefined {
  const { cause, actor } = run.steps[position] ?? {};
  const message = cause?.kind === 'message' ? run.messageOf(cause.message) : undefined;
  if (!message || actor === undefined) return undefined;
  const { prevLogIndex, lastLogIndex } = messageFacts(message);
  if (prevLogIndex === undefined && lastLogIndex === undefined) return undefined;
  const { log } = raftServer(run, actor, position - 1);
  if (!log) return undefined;
  const said = prevLogIndex === undefined ? `lastLogIndex ${lastLogIndex}` : `prevLogIndex ${prevLogIndex}`;
  const own = `the log of ${nameOf(run, actor)} before this step: ${extentText(log)}`;
  return `${said}; ${own}${prevLogIndex === undefined ? '' : atIndexText(log, prevLogIndex)}.`;
}

function extentText(log: RaftLog): string {
  const last = lastIndexOf(log);
  if (last === 0) return 'empty';
  const snapshot = log.snapshotIndex > 0 ? `snapshot until ${log.snapshotIndex}` : '';
  if (last === log.snapshotIndex) return `${snapshot}, no entries`;
  const term = log.cells.get(last)?.term;
  const entries = `${log.snapshotIndex + 1}…${last}${term === undefined ? '' : `, the last of term ${term}`}`;
  return snapshot ? `${snapshot}, then ${entries}` : entries;
}

/** What there is where the sender's entries are to follow. */
function atIndexText(log: RaftLog, index: number): string {
  if (index <= log.snapshotIndex) return '';
  const cell = log.cells.get(index);
  if (cell) return cell.term === undefined ? '' : `; its entry ${index} is of term ${cell.term}`;
  return index > lastIndexOf(log) ? `; it has no entry ${index}` : '';
}
