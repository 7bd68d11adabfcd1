import type { Captured } from '../../../trace/captured.ts';
import type { TraceMessage } from '../../../trace/trace.ts';
import { entriesOf, fieldsOf, shortText, specialOf } from './captured-text.ts';
import { longFacts, messageFacts, payloadFields, shortFacts } from './message-facts.ts';

/** A text of lab code is cut at this length, as there are others to be said. */
const TEXT_MAX = 24;

/** What a message says, for an arrow: `t4 +2` of Raft, else its fields: `map, index 3, in-3.txt`. */
export function shortSaying(message: TraceMessage): string {
  return saysOfRaft(message) ? shortFacts(message) : valuesText(message.payload, 36, isTelling);
}

/** The same for a line of text. */
export function longSaying(message: TraceMessage): string {
  return saysOfRaft(message) ? longFacts(message) : valuesText(message.payload, 80, () => true);
}

/** All RPCs of the paper carry a term. */
function saysOfRaft(message: TraceMessage): boolean {
  const { term, prevLogIndex, lastLogIndex, snapshotIndex } = messageFacts(message);
  return [term, prevLogIndex, lastLogIndex, snapshotIndex].some((number) => number !== undefined);
}

/** Texts stand for themselves, all else needs its name. At most about `limit` characters. */
function valuesText(payload: Captured, limit: number, isShown: (value: Captured) => boolean): string {
  const isPlain = typeof payload !== 'object' || payload === null;
  if (isPlain) return payload === null ? '' : shortText(payload, limit);
  const shown = Object.entries(payloadFields(payload)).filter(([, value]) => isShown(value));
  const isOperation = ([, value]: [string, Captured]) => commandWords(value) !== undefined;
  const ordered = [...shown.filter(isOperation), ...shown.filter((each) => !isOperation(each))];
  const parts = ordered.flatMap(([name, value]) => valueText(name, value) ?? []);
  const text = parts.join(', ');
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function valueText(name: string, value: Captured): string | undefined {
  if (name.startsWith('$')) return undefined;
  if (typeof value === 'string') return cut(value);
  if (typeof value !== 'object' || value === null) return `${name} ${value}`;
  switch (specialOf(value)) {
    case 'undefined':
      return undefined;
    case 'string':
      return cut(String(fieldsOf(value)?.text));
    case 'number':
    case 'bytes':
      return `${name} ${shortText(value, TEXT_MAX)}`;
    case 'array':
      return `${name} ×${fieldsOf(value)?.length}`;
    case 'Map':
    case 'Set':
      return `${name} ×${fieldsOf(value)?.size}`;
    default:
      return Array.isArray(value) ? `${name} ×${value.length}` : objectText(name, value);
  }
}

/** What an operation is matters more than the field it stands in: `{append x 1}`, but `at {x 1}`. */
function objectText(name: string, value: Captured): string {
  const entries = entriesOf(value);
  const inside = entries.flatMap(({ label, value: item }) =>
    fieldsOf(item) && specialOf(item) === undefined ? `${label} {…}` : (valueText(label, item) ?? []),
  );
  const text = `{${inside.join(' ')}}`;
  return typeof entries[0]?.value === 'string' ? text : `${name} ${text}`;
}

/** `crypto.randomUUID()`: its beginning tells one from the other. */
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const UUID_SHOWN = 4;

/** Ids say little, and take the room of what says more. */
function isTelling(value: Captured): boolean {
  return typeof value !== 'string' || !UUID.test(value);
}

/**
 * What a command of a log is about, in the words of the object furthest inside that has any: of
 * `{ clerkId, operation: { kind: 'get', key: 'x' } }` that is `get x`. Undefined if it has no words.
 */
export function commandWords(command: Captured): string | undefined {
  if (!fieldsOf(command) || specialOf(command) !== undefined) return undefined;
  const items = entriesOf(command).map(({ value }) => value);
  const inside = items.map(commandWords).find((words) => words !== undefined);
  const own = items.filter((value) => typeof value === 'string' && isTelling(value));
  return inside ?? (own.length > 0 ? own.join(' ') : undefined);
}

/** In quotes only where it would not be seen otherwise, on one line. */
function cut(text: string): string {
  if (UUID.test(text)) return `${text.slice(0, UUID_SHOWN)}…`;
  if (text.trim() === '') return JSON.stringify(text);
  const line = JSON.stringify(text.slice(0, TEXT_MAX)).slice(1, -1);
  return text.length > TEXT_MAX ? `${line}…` : line;
}
