import type { Happening } from '../../labrpc/sim/recent.ts';
import type { Tell } from '../scenarios/scenario.ts';
import { type ChosenLines, chooseLines, isMessage } from './choose-lines.ts';
import { foldHistory } from './fold-history.ts';
import { type HistoryLine, historyLine } from './history-line.ts';
import { isRepeated, type LineLayout, linesWithSample, lineText, showsAll } from './history-text.ts';
import { valueText } from './value-text.ts';

/** How history is laid out. */
export interface HistoryLayout {
  /** At most so many lines. */
  readonly lines: number;
  /** Of a line, in characters. */
  readonly width: number;
  readonly tell: Tell;
  /** Servers that the failure names, most important first: their last messages are always shown. */
  readonly named: readonly string[];
  /** The cluster of a server, in a run of several: undefined for whoever belongs to none. */
  readonly clusterOf?: (server: string) => string | undefined;
  /** Up to this time messages may be missing. */
  readonly forgottenUntilMs?: number;
}

/** So many messages that do not fit into their line are shown in full on a second one. */
const MOST_SAMPLES = 5;

/**
 * The last happenings as lines, oldest first. Heartbeats and what else is told again and again are one line.
 */
export function formatHappenings(happenings: readonly Happening[], layout: HistoryLayout): string[] {
  const { named, forgottenUntilMs = -1, clusterOf = () => undefined } = layout;
  // One line says what is missing.
  const lines = forgottenUntilMs < 0 ? layout.lines : layout.lines - 1;
  const hushed = new Set(happenings.flatMap((one) => hushedCluster(one, named, clusterOf) ?? []));
  const told = happenings.filter((one) => hushedCluster(one, named, clusterOf) === undefined);
  const history = foldHistory(toLines(inOrder(told), layout));
  for (let forSamples = 0; ; forSamples++) {
    const chosen = withGapAt(forgottenUntilMs, chooseLines(history, lines - forSamples, named, clusterOf));
    const lineLayout = layoutOf(chosen, layout);
    const samples = samplesOf([...chosen.older, ...chosen.last], lineLayout);
    if (samples.length <= forSamples || forSamples === MOST_SAMPLES) {
      return textOf(chosen, new Set(samples.slice(0, forSamples)), lineLayout, hushed);
    }
  }
}

/** The cluster in which this is a message, if the failure names others and not this one. */
function hushedCluster(
  { kind, who, whom }: Happening,
  named: readonly string[],
  clusterOf: (server: string) => string | undefined,
): string | undefined {
  const cluster = clusterOf(who);
  if (!isMessage(kind) || whom === undefined || clusterOf(whom) !== cluster) return undefined;
  const clusters = new Set(named.map(clusterOf));
  return clusters.has(cluster) || [...clusters].every((one) => one === undefined) ? undefined : cluster;
}

/** Lines of a time of which messages may be missing belong above the gap. */
function withGapAt(atMs: number, { older, last }: ChosenLines): ChosenLines {
  const count = last.findLastIndex(({ untilMs }) => untilMs <= atMs) + 1;
  return { older: [...older, ...last.slice(0, count)], last: last.slice(count) };
}

function textOf(
  { older, last }: ChosenLines,
  samples: ReadonlySet<HistoryLine>,
  layout: LineLayout,
  hushed: ReadonlySet<string>,
): string[] {
  const within = hushed.size > 0 ? [`within ${[...hushed].sort().join(', ')}`] : [];
  const places = [...(older.length > 0 ? ['above'] : []), ...within];
  const gap = `${'…'.padStart(layout.timeWidth)}  (messages left out ${places.join(' and ')})`;
  const text = (line: HistoryLine): readonly string[] =>
    samples.has(line) ? linesWithSample(line, layout) : [lineText(line, layout)];
  return [...older.flatMap(text), ...(places.length > 0 ? [gap] : []), ...last.flatMap(text)];
}

function layoutOf({ older, last }: ChosenLines, { width, tell }: HistoryLayout): LineLayout {
  const times = [...older, ...last].map(({ atMs }) => atMs.toFixed(1).length);
  return { timeWidth: Math.max(0, ...times), width, tell };
}

/**
 * Lines to be followed by a message in full, most important first: those that repeat, and the last of each
 * method.
 */
function samplesOf(shown: readonly HistoryLine[], layout: LineLayout): HistoryLine[] {
  const cut = shown.filter((line) => line.sample && !showsAll(line, layout)).reverse();
  const repeated = uniqueBy(cut.filter(isRepeated), ({ key, sample }) => {
    return `${key} ${valueText(sample?.value, layout.width)}`;
  });
  const keys = new Set(repeated.map(({ key }) => key));
  const newest = uniqueBy(cut, ({ key }) => key).filter(({ key }) => !keys.has(key));
  const isNamed = ({ sample }: HistoryLine): number => Number(sample?.isNamed ?? false);
  return [repeated, newest].flatMap((list) => list.sort((a, b) => isNamed(b) - isNamed(a)));
}

/** The first of those that have the same key. */
function uniqueBy(lines: readonly HistoryLine[], keyOf: (line: HistoryLine) => string): HistoryLine[] {
  const seen = new Set<string>();
  return lines.filter((line) => {
    const key = keyOf(line);
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

function toLines(happenings: readonly Happening[], { tell, named }: HistoryLayout): HistoryLine[] {
  const states = new Map<string, unknown>();
  const context = { tell, named: new Set(named) };
  return happenings.map((happening, position) => {
    const { kind, who, value } = happening;
    const before = kind === 'state' ? states.get(who) : undefined;
    if (kind === 'state') states.set(who, value);
    if (kind === 'boot') states.delete(who);
    return historyLine(happening, position, { ...context, before });
  });
}

/**
 * By turn, and within one: what it began with, what became of the server, what it did. (A state is reported
 * when the turn is over; a crash in mid-turn comes after what was done before it.)
 */
function inOrder(happenings: readonly Happening[]): Happening[] {
  return [...happenings].sort((a, b) => a.turn - b.turn || rankOf(a) - rankOf(b));
}

function rankOf({ kind, value }: Happening): number {
  switch (kind) {
    case 'gets':
    case 'answer':
    case 'boot':
      return 0;
    case 'state':
      return 1;
    case 'call':
      return 2;
    case 'emit':
      return 3;
    case 'lost':
      return value === 'died' ? 6 : 4;
    case 'news':
    case 'fault':
      return 5;
    case 'failed':
    case 'unfinished':
      return 7;
  }
}
