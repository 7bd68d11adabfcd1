import type { Captured } from '../../../trace/captured.ts';
import type { TraceMessage } from '../../../trace/trace.ts';
import { type Fields, fieldsOf, specialOf } from './captured-text.ts';

/** Fields of a reply that say whether what was asked for was done. */
const VERDICT = /success|grant|accept|agree|^ok$|^voted?$/i;
const TERM = /^term$/i;
const PREVIOUS_INDEX = /^prev(ious)?_?(log)?_?(index|idx)$/i;
const LAST_INDEX = /^(last_?log|log_?last)_?(index|idx)$/i;
const LAST_TERM = /^(last_?log|log_?last)_?term$/i;
const SNAPSHOT_INDEX = /^(last_?included|snapshot)_?(last_?)?(index|idx)$/i;

/** What a message says in the words of the paper; undefined where it has no such field. */
export interface MessageFacts {
  readonly term: number | undefined;
  /** Of a reply. */
  readonly verdict: boolean | undefined;
  /** How many things its lists carry together; undefined if it has no list. */
  readonly entries: number | undefined;
  readonly prevLogIndex: number | undefined;
  readonly lastLogIndex: number | undefined;
  readonly lastLogTerm: number | undefined;
  readonly snapshotIndex: number | undefined;
}

export function messageFacts({ kind, payload }: TraceMessage): MessageFacts {
  const fields = payloadFields(payload);
  const number = (name: RegExp) => {
    const value = fieldNamed(fields, name);
    return typeof value === 'number' ? value : undefined;
  };
  const lists = Object.values(fields).flatMap((value) => lengthOf(value) ?? []);
  return {
    term: number(TERM),
    verdict: kind === 'reply' ? verdictOf(fields) : undefined,
    entries: lists.length > 0 ? lists.reduce((sum, length) => sum + length, 0) : undefined,
    prevLogIndex: number(PREVIOUS_INDEX),
    lastLogIndex: number(LAST_INDEX),
    lastLogTerm: number(LAST_TERM),
    snapshotIndex: number(SNAPSHOT_INDEX),
  };
}

/** Arguments may be a list of one object. */
export function payloadFields(payload: Captured): Fields {
  return fieldsOf(Array.isArray(payload) ? (payload as readonly Captured[])[0] : payload) ?? {};
}

export function fieldNamed(fields: Fields, name: RegExp): Captured | undefined {
  return Object.entries(fields).find(([key]) => name.test(key))?.[1];
}

function verdictOf(fields: Fields): boolean | undefined {
  const named = fieldNamed(fields, VERDICT);
  return typeof named === 'boolean' ? named : undefined;
}

function lengthOf(value: Captured): number | undefined {
  if (Array.isArray(value)) return value.length;
  return specialOf(value) === 'array' ? Number(fieldsOf(value)?.length) : undefined;
}

/** For an arrow: `t4 +2`, `✓ t4`. Empty if it says nothing of the kind. */
export function shortFacts(message: TraceMessage): string {
  const { verdict, term, entries = 0 } = messageFacts(message);
  return [verdictSign(verdict), termText(term), entries > 0 && `+${entries}`].filter(Boolean).join(' ');
}

/** For a line of text: `t4 +2 after 6`, `t4 empty after 6`, `✗ t4`, `t4 log ends at 5 (t3)`. */
export function longFacts(message: TraceMessage): string {
  const facts = messageFacts(message);
  const { prevLogIndex, lastLogIndex, lastLogTerm, snapshotIndex } = facts;
  const words = [verdictSign(facts.verdict), termText(facts.term), entriesText(facts)];
  if (prevLogIndex !== undefined) words.push(`after ${prevLogIndex}`);
  if (lastLogIndex !== undefined) words.push(`log ends at ${lastLogIndex}`);
  if (lastLogTerm !== undefined) words.push(`(${termText(lastLogTerm)})`);
  if (snapshotIndex !== undefined) words.push(`snapshot until ${snapshotIndex}`);
  return words.filter(Boolean).join(' ');
}

function entriesText({ entries, prevLogIndex }: MessageFacts): string | undefined {
  if (entries !== undefined && entries > 0) return `+${entries}`;
  return entries === 0 && prevLogIndex !== undefined ? 'empty' : undefined;
}

function verdictSign(verdict: boolean | undefined): string | undefined {
  return verdict === undefined ? undefined : verdict ? '✓' : '✗';
}

function termText(term: number | undefined): string | undefined {
  return term === undefined ? undefined : `t${term}`;
}

/** Ids of the requests whose answer was a refusal, whether or not it arrived. */
export function refusedRequests(messages: readonly TraceMessage[]): ReadonlySet<number> {
  return new Set(
    messages.flatMap((message) =>
      message.re !== undefined && messageFacts(message).verdict === false ? [message.re] : [],
    ),
  );
}
