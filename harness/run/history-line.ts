import { decode } from '../../labrpc/encoding.ts';
import { type Fault, serversOf } from '../../labrpc/sim/faults.ts';
import type { EndedCall, Happening } from '../../labrpc/sim/recent.ts';
import type { Tell } from '../scenarios/scenario.ts';
import { faultWords } from './fault-words.ts';
import { peopleText } from './names-text.ts';
import { valueText } from './value-text.ts';

/** One line of history in the making: a happening, or several that tell the same. */
export interface HistoryLine {
  readonly kind: Happening['kind'];
  /** Place in the history. */
  readonly position: number;
  /** Lines that differ in it are never one. */
  readonly key: string;
  readonly atMs: number;
  readonly untilMs: number;
  readonly count: number;
  /** Of a message the sender, else to whom it happened. Empty for what concerns the whole network. */
  readonly from: ReadonlySet<string>;
  /** Receivers of a message. */
  readonly to: ReadonlySet<string>;
  /** Whom the line is about, senders and receivers included; undefined: all. */
  readonly about: ReadonlySet<string> | undefined;
  /** A word for the first column. */
  readonly verb: string;
  /** Before the value: a method. */
  readonly name: string;
  /** Undefined if there is nothing to show. */
  readonly value: { readonly value: unknown } | undefined;
  /** After the value. */
  readonly remark: string;
}

/** Puts one happening into words, but for its value. */
export function historyLine(happening: Happening, position: number): HistoryLine {
  const { kind, atMs, who, whom, value } = happening;
  const words = wordsOf(happening);
  const from = words.from ?? [who];
  const to = words.to ?? (whom === undefined ? [] : [whom]);
  return {
    position,
    kind,
    key: [kind, words.verb, words.name, words.remark].join(' '),
    atMs,
    untilMs: atMs,
    count: 1,
    from: new Set(from),
    to: new Set(to),
    about: kind === 'fault' ? concernedBy(value as Fault) : new Set([who, ...to, ...from]),
    verb: words.verb,
    name: words.name ?? '',
    value: words.value,
    remark: words.remark ?? '',
  };
}

/** A line in at most `width` characters. `timeWidth`: of the first column. */
export function lineText(line: HistoryLine, tell: Tell, timeWidth: number, width: number): string {
  const time = `${line.atMs.toFixed(1).padStart(timeWidth)} ms  `;
  const told = line.value && tellValue(line, tell);
  const verb = told?.verb ?? line.verb;
  const people = peopleText(line.from, line.to);
  const start = `${time}${verb.padEnd(VERB_WIDTH)} ${people}`;
  const end = [line.remark, repetition(line)].filter(Boolean).join(' ');
  const room = width - start.length - line.name.length - end.length - SPACES;
  const value = told?.text ?? (line.value ? valueText(line.value.value, Math.max(room, LEAST_VALUE)) : '');
  const said = [line.name, value, end].filter(Boolean).join(' ');
  const text = [start, said]
    .filter(Boolean)
    .join(people && '  ')
    .trimEnd();
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

const VERB_WIDTH = 8;
/** Between the parts of a line. */
const SPACES = 4;
const LEAST_VALUE = 8;

interface Words {
  readonly verb: string;
  readonly from?: readonly string[];
  readonly to?: readonly string[];
  readonly name?: string;
  readonly value?: { readonly value: unknown };
  readonly remark?: string;
}

function wordsOf(happening: Happening): Words {
  const { kind, who, whom = '', name = '', value } = happening;
  switch (kind) {
    case 'boot':
      return { verb: 'boot' };
    case 'fault': {
      const { text, ...words } = faultWords(value as Fault);
      return { ...words, remark: text };
    }
    case 'gets':
    case 'answer':
      return { verb: kind, from: [whom], to: [who], name, value: { value: decode(value as Uint8Array) } };
    case 'lost':
      return lostWords(happening);
    case 'call': {
      const { args, result } = value as EndedCall;
      const asked = `${name} ${valueText(args, LONGEST_ARGS)} →`;
      return { verb: 'call', name: asked, ...(result ? { value: result } : { remark: 'no answer: down' }) };
    }
    case 'state':
      return { verb: 'state', value: { value }, remark: name === 'timer' ? '(by a timer)' : '' };
    case 'emit':
      return { verb: name, value: { value } };
    case 'failed':
      return { verb: value === 'exit' ? 'exits' : 'throws', remark: TURNS[name] ?? '' };
    case 'unfinished':
      return { verb: 'hangs', remark: TURNS[name] ?? '' };
  }
}

const LONGEST_ARGS = 40;

/** A turn, by what it began with. */
const TURNS: Readonly<Record<string, string>> = {
  boot: 'as it starts',
  timer: 'after a timer ran out',
  request: 'while it handles this request',
  message: 'while it handles this message',
  reply: 'after this answer',
  'no answer': 'after a call gave null',
  call: 'in a call of the scenario',
};

/** Which message was lost, and why, is told by where it happened: on the way there or back. */
function lostWords({ who, whom = '', name = 'message', value }: Happening): Words {
  switch (value) {
    case 'reply lost':
      return { verb: 'lost', from: [whom], to: [who], name: `answer to ${name}` };
    case 'reply cut off':
      return { verb: 'lost', from: [whom], to: [who], name: `answer to ${name}`, remark: '(cut off)' };
    case 'died':
      return { verb: 'lost', from: [who], to: [whom], name, remark: `(${whom} died before it answered)` };
    default: {
      const why = value === 'request lost' ? '' : value === 'lost on the way' ? 'cut off' : String(value);
      return { verb: 'lost', from: [who], to: [whom], name, remark: why && `(${why})` };
    }
  }
}

function concernedBy(fault: Fault): ReadonlySet<string> | undefined {
  const servers = serversOf(fault);
  return servers.length === 0 || fault.what === 'partition'
    ? undefined
    : new Set(servers.map(({ name }) => name));
}

/** In the words of the lab, if it has any: of an `emit` the first is the verb. */
function tellValue(
  { kind, verb, value }: HistoryLine,
  tell: Tell,
): { verb: string; text: string } | undefined {
  if (kind !== 'state' && kind !== 'emit') return undefined;
  const told = tell(verb, value?.value);
  if (told === undefined) return undefined;
  if (kind === 'state') return { verb, text: told };
  const [first = verb, ...others] = told.split(' ');
  return { verb: first, text: others.join(' ') };
}

function repetition({ count, atMs, untilMs, from, to }: HistoryLine): string {
  const links = Math.max(1, from.size) * Math.max(1, to.size);
  const times = count > links ? `${count} times` : '';
  const until = untilMs - atMs >= 1 ? `until ${untilMs.toFixed(0)} ms` : '';
  return times || until ? `(${[times, until].filter(Boolean).join(' ')})` : '';
}
