import type { Found } from '../../labrpc/sim/server.ts';
import type { Tell } from '../scenarios/scenario.ts';
import { peopleText } from '../trace/names-text.ts';
import type { HistoryLine } from './history-line.ts';
import { fitsWhole, valueText } from './value-text.ts';

/** How lines of history are written. */
export interface LineLayout {
  /** Of the first column: virtual time in ms. */
  readonly timeWidth: number;
  /** Of a line, in characters. */
  readonly width: number;
  readonly tell: Tell;
}

/** `1204.5  gets     server 1 → 0  vote { term: 5 } (6×, until 1301)`, in at most so many characters. */
export function lineText(line: HistoryLine, layout: LineLayout): string {
  const { start, end, room } = frameOf(line, layout);
  const { value } = line;
  const text = tellValue(line, layout.tell)?.text ?? (value ? valueText(value.value, room) : '');
  return joined(start, [line.name, text, end], layout.width);
}

/** A line whose value has no room in it: that of the last message in full is on a second one. */
export function linesWithSample(line: HistoryLine, layout: LineLayout): readonly [string, string] {
  const { sample, from, to, isExact } = line;
  const { start, end } = frameOf(line, layout);
  const first = isExact ? joined(start, [line.name, end], layout.width) : lineText(line, layout);
  const whose = from.size > 1 ? ` of ${sample?.from}` : to.size > 1 ? ` to ${sample?.to}` : '';
  const margin = ' '.repeat(layout.timeWidth + SAMPLE_MARGIN);
  const title = isExact ? '' : `last${whose}: `;
  return [first, `${margin}${title}${valueText(sample?.value, layout.width - margin.length - title.length)}`];
}

/** Whether a line shows all that its messages carry. */
export function showsAll(line: HistoryLine, layout: LineLayout): boolean {
  return !line.value || (line.isExact && fitsWhole(line.value.value, frameOf(line, layout).room));
}

/** It stands for more than one message to each receiver. */
export function isRepeated({ count, from, to }: HistoryLine): boolean {
  return count > Math.max(1, from.size) * Math.max(1, to.size);
}

const VERB_WIDTH = 8;
/** Behind the time, and behind the people. */
const GAP = '  ';
/** Behind the column of times. */
const SAMPLE_MARGIN = 4;
const LEAST_VALUE = 8;

interface Frame {
  readonly start: string;
  readonly end: string;
  /** For the value between them. */
  readonly room: number;
}

function frameOf(line: HistoryLine, { tell, timeWidth, width }: LineLayout): Frame {
  const verb = tellValue(line, tell)?.verb ?? line.verb;
  const people = peopleText(line.from, line.to);
  const time = line.atMs.toFixed(1).padStart(timeWidth);
  const start = `${time}${GAP}${verb.padEnd(VERB_WIDTH)} ${people}${people && GAP}`;
  const end = [line.remark, repetition(line)].filter(Boolean).join(' ');
  const around = [line.name, end].filter(Boolean).reduce((sum, { length }) => sum + length + 1, 0);
  return { start, end, room: Math.max(width - start.length - around, LEAST_VALUE) };
}

function joined(start: string, parts: readonly string[], width: number): string {
  const text = `${start}${parts.filter(Boolean).join(' ')}`.trimEnd();
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** A life after the first: how much of the one before it is there. */
function foundText({ state, snapshot }: Found): string {
  // Of several servers these are ranges, which print like numbers.
  const saved = state === 0 ? 'without saved state' : `with ${state} bytes of saved state`;
  return snapshot === 0 ? saved : `${saved} and a snapshot of ${snapshot}`;
}

/** In the words of the lab, if it has any: of an `emit` the first is the verb. */
function tellValue(
  { kind, verb, value, before }: HistoryLine,
  tell: Tell,
): { verb: string; text: string } | undefined {
  if (kind === 'boot' && value) return { verb, text: foundText(value.value as Found) };
  if (kind !== 'state' && kind !== 'emit') return undefined;
  const told = tell(verb, value?.value, before);
  if (told === undefined) return undefined;
  if (kind === 'state') return { verb, text: told };
  const [first = verb, ...others] = told.split(' ');
  return { verb: first, text: others.join(' ') };
}

/** What happened to several servers within so many ms happened at once. */
const AT_ONCE_MS = 5;

function repetition(line: HistoryLine): string {
  const { count, atMs, untilMs } = line;
  const times = isRepeated(line) ? `${count}×` : '';
  const until = untilMs - atMs >= AT_ONCE_MS ? `until ${untilMs.toFixed(0)}` : '';
  return times || until ? `(${[times, until].filter(Boolean).join(', ')})` : '';
}
