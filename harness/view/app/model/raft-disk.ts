import type { Captured } from '../../../trace/captured.ts';
import { fieldsOf, specialOf } from './captured-text.ts';
import { asNumber, namedFields, pick } from './named-fields.ts';
import { findLog, lastIndexOf } from './raft-log.ts';
import { partOf, type Run } from './run.ts';

/** What a server would have after a crash. Undefined: no field with such a name. */
export interface RaftDisk {
  readonly term: number | undefined;
  readonly votedFor: string | undefined;
  /** Index of the last entry. */
  readonly lastIndex: number | undefined;
}

export const TERM = ['currentterm', 'term'];
export const VOTE = ['votedfor', 'voted', 'vote'];
/** In place of a vote. */
export const NO_VOTE = '–';

const EMPTY: RaftDisk = { term: 0, votedFor: NO_VOTE, lastIndex: 0 };

/** Where nobody saves anything, that part of the lab has not begun, and there is nothing to be said. */
export function raftOnDisk(run: Run, state: Captured): RaftDisk | undefined {
  const saved = fieldsOf(partOf(state, 'disk'))?.state;
  if (saved === undefined || !run.isSaving) return undefined;
  if (saved === null) return EMPTY;
  const fields = namedFields(saved);
  if (fields.size === 0) return undefined;
  const log = findLog(fields);
  return {
    term: pick(fields, TERM, asNumber),
    votedFor: pick(fields, VOTE, voteText),
    lastIndex: log && lastIndexOf(log),
  };
}

/** What is read by a server that starts again, in words; empty if nothing can be said. */
export function diskText({ term, votedFor, lastIndex }: RaftDisk): string {
  const words = [
    term !== undefined && `term ${term}`,
    votedFor !== undefined && (votedFor === NO_VOTE ? 'no vote' : `its vote for ${votedFor}`),
    lastIndex !== undefined && (lastIndex === 0 ? 'no entry' : `a log until ${lastIndex}`),
  ];
  return words.filter(Boolean).join(', ');
}

export function voteText(value: Captured): string | undefined {
  if (value === null || value === -1 || specialOf(value) === 'undefined') return NO_VOTE;
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}
