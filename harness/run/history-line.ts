import { decode } from '../../labrpc/encoding.ts';
import { type Fault, serversOf } from '../../labrpc/sim/faults.ts';
import type { EndedCall, Happening } from '../../labrpc/sim/recent.ts';
import type { Tell } from '../scenarios/scenario.ts';
import { faultWords } from '../trace/fault-words.ts';
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
  /** All that it stands for had this value. */
  readonly isExact: boolean;
  /** Of messages that carry something. */
  readonly sample: Sample | undefined;
  /** Of a state: the one before it, in the same life. */
  readonly before: unknown;
  /** After the value. */
  readonly remark: string;
}

/** One message, of those that a line stands for. */
export interface Sample {
  /** Place in the history. */
  readonly position: number;
  readonly from: string;
  readonly to: string;
  readonly value: unknown;
  /** The failure names one of the two. */
  readonly isNamed: boolean;
}

/** What is known beside the happening. */
export interface LineContext {
  readonly tell: Tell;
  /** Servers that the failure names. */
  readonly named: ReadonlySet<string>;
  /** Of a state: the one before it, in the same life. */
  readonly before: unknown;
}

/** Puts one happening into words, but for its value. */
export function historyLine(
  happening: Happening,
  position: number,
  { tell, named, before }: LineContext,
): HistoryLine {
  const { kind, atMs, who, whom } = happening;
  const words = wordsOf(happening);
  const from = words.from ?? [who];
  const to = words.to ?? (whom === undefined ? [] : [whom]);
  const [sender = '', receiver = ''] = [...from, ...to];
  const isNamed = named.has(sender) || named.has(receiver);
  const isMessage = kind === 'gets' || kind === 'answer';
  const told = toldApart(happening, tell, before);
  return {
    position,
    kind,
    key: [kind, words.verb, words.name, words.remark, told].join(' '),
    atMs,
    untilMs: atMs,
    count: 1,
    from: new Set(from),
    to: new Set(to),
    about: concernedBy(happening, [who, ...to, ...from]),
    verb: words.verb,
    name: words.name ?? '',
    value: words.value,
    isExact: true,
    sample: isMessage
      ? { position, from: sender, to: receiver, value: words.value?.value, isNamed }
      : undefined,
    before,
    remark: words.remark ?? '',
  };
}

/** What is told in different words is never one; of a state but for numbers, of an `emit` the verb counts. */
function toldApart({ kind, name = '', value }: Happening, tell: Tell, before: unknown): string | undefined {
  if (kind === 'state') return tell('state', value, before)?.replace(/\d+/g, '#');
  return kind === 'emit' ? tell(name, value)?.split(' ')[0] : undefined;
}

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
      return { verb: 'boot', ...(value ? { value: { value } } : {}) };
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
      // For lab code null means "no answer", and this is one.
      if (result?.value === null) return { verb: 'call', name: asked, remark: 'done' };
      return { verb: 'call', name: asked, ...(result ? { value: result } : { remark: 'no answer: down' }) };
    }
    case 'state':
      return { verb: 'state', value: { value }, remark: name === 'timer' ? '(by a timer)' : '' };
    case 'emit':
      return { verb: name, value: { value } };
    case 'news':
      return { verb: name, from: [], remark: String(value) };
    case 'failed':
      return { verb: value === 'exit' ? 'exits' : 'throws', remark: TURNS[name] ?? '' };
    case 'unfinished':
      return { verb: 'hangs', remark: TURNS[name] ?? '' };
  }
}

const LONGEST_ARGS = 44;

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

/** `people`: to whom it happened, and who is at its other side. Undefined: all. */
function concernedBy({ kind, value }: Happening, people: readonly string[]): ReadonlySet<string> | undefined {
  if (kind === 'news') return undefined;
  if (kind !== 'fault') return new Set(people);
  const fault = value as Fault;
  const servers = serversOf(fault);
  return servers.length === 0 || fault.what === 'partition'
    ? undefined
    : new Set(servers.map(({ name }) => name));
}
