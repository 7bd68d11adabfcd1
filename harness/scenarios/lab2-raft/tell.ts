import type { Tell } from '../scenario.ts';
import type { ApplyMsg, RaftState } from './contract.ts';
import type { ServiceSnapshot } from './service-snapshot.ts';

const LONGEST_COMMAND = 24;

/** What a Raft server reports, in the words of Raft. */
export const tellRaft: Tell = (name, value, before) => {
  switch (name) {
    case 'state':
      return stands(value as RaftState, before as RaftState | undefined);
    case 'apply':
      return applied(value as ApplyMsg);
    case 'snapshot':
      return `takes a snapshot up to index ${(value as { readonly index: number }).index}`;
    case 'restored':
      return restored(value as ServiceSnapshot | null);
    default:
      return undefined;
  }
};

function stands({ term, isLeader }: RaftState, before: RaftState | undefined): string {
  if (isLeader === true) return `leads term ${term}`;
  return before?.isLeader === true ? `no longer leads, in term ${term}` : `in term ${term}`;
}

function applied(message: ApplyMsg): string {
  switch (message.kind) {
    case 'command': {
      const { index, term, command } = message;
      return `applies index ${index}: command ${shorten(command)} (term ${term})`;
    }
    case 'no-op':
      return `applies index ${message.index}: no-op (term ${message.term})`;
    case 'snapshot':
      return `applies a snapshot up to index ${message.index}`;
  }
}

function restored(snapshot: ServiceSnapshot | null): string {
  if (!snapshot) return 'finds a snapshot that its service never gave';
  const { index } = snapshot;
  return index === 0 ? 'begins with an empty service' : `begins with the snapshot up to index ${index}`;
}

/** Commands of scenarios are numbers and texts; a range of numbers prints like one. */
function shorten(command: unknown): string {
  const isText = typeof command === 'string';
  const text = String(command);
  const short = text.length > LONGEST_COMMAND ? `${text.slice(0, LONGEST_COMMAND)}…` : text;
  return isText ? JSON.stringify(short) : short;
}
