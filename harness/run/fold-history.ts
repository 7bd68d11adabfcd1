import type { HistoryLine, Sample } from './history-line.ts';
import { mergeValues } from './merge-values.ts';

/**
 * Puts together lines that tell the same: a heartbeat to several servers, again and again. A line may move
 * up into an earlier one only past lines that have nothing to do with it, so that for each server the story
 * stays in order.
 */
export function foldHistory(lines: readonly HistoryLine[]): HistoryLine[] {
  // What was folded once may tell the same as its neighbour: three servers that applied one entry.
  const exact = foldEqual(foldEqual(lines));
  // A few that differ in numbers may be what the story is about; many are a routine.
  const shorter = fold(exact, 'alike')
    .flatMap((group) => (isRoutine(group) ? [group.told] : group.lines))
    .sort((a, b) => a.position - b.position);
  return foldEqual(shorter);
}

function foldEqual(lines: readonly HistoryLine[]): HistoryLine[] {
  return fold(lines, 'equal').map(({ told }) => told);
}

/** Heartbeats alternate with their answers, at several servers: how far up a line may move. */
const FOLD_DISTANCE = 24;
/** Past how many messages of the same server a message may move: two that alternate are two lines. */
const OWN_MESSAGES_PASSED = 3;
/** So many lines that differ only in numbers are one; of what servers report (applied entries), fewer. */
const ROUTINE = 4;
const REPORTED_ROUTINE = 3;

/** What several servers do, and is told as one, they do within so many ms. */
const MOMENT_MS = 50;
const OF_ONE_MOMENT: ReadonlySet<HistoryLine['kind']> = new Set(['state', 'emit', 'lost']);

/** `equal`: only what tells the same. `alike`: also what differs in numbers, or was in vain. */
type Likeness = 'equal' | 'alike';

interface Group {
  readonly lines: HistoryLine[];
  /** One line for all of them. */
  told: HistoryLine;
}

/** Groups of lines that may be told as one, in the order of their first lines. */
function fold(lines: readonly HistoryLine[], likeness: Likeness): Group[] {
  const groups: Group[] = [];
  for (const line of lines) {
    const group = groupFor(groups, line, likeness);
    if (group) {
      group.lines.push(line);
      group.told = join(group.told, line, 'alike') ?? group.told;
    } else {
      groups.push({ lines: [line], told: line });
    }
  }
  return groups;
}

function groupFor(groups: readonly Group[], line: HistoryLine, likeness: Likeness): Group | undefined {
  let passed = 0;
  const top = Math.max(0, groups.length - FOLD_DISTANCE);
  for (let position = groups.length - 1; position >= top; position--) {
    const group = groups[position] as Group;
    const other = group.told;
    if (join(other, line, likeness)) return group;
    if (!concerns(other, line)) continue;
    if (mayPass(line, other, likeness)) passed++;
    else if (likeness === 'equal' || !isInVain(other, line)) return undefined;
    if (passed > OWN_MESSAGES_PASSED) return undefined;
  }
  return undefined;
}

/** Whether a line may move up past this one of the same server, if that is so of few. */
function mayPass(line: HistoryLine, other: HistoryLine, likeness: Likeness): boolean {
  if (isMessage(line) && isMessage(other)) return true;
  // Calls that begin and end, again and again, are reported under one name.
  return likeness === 'alike' && line.kind === 'emit' && other.kind === 'emit' && line.verb === other.verb;
}

function isRoutine({ lines, told }: Group): boolean {
  return lines.length >= (told.kind === 'emit' ? REPORTED_ROUTINE : ROUTINE);
}

function join(a: HistoryLine, b: HistoryLine, likeness: Likeness): HistoryLine | undefined {
  if (a.key !== b.key) return undefined;
  if ((a.kind === 'fault' || a.kind === 'boot') && a.atMs !== b.atMs) return undefined;
  const from = new Set([...a.from, ...b.from]);
  const to = new Set([...a.to, ...b.to]);
  if (from.size > 1 && to.size > 1) return undefined;
  const areSame = from.size === a.from.size && from.size === b.from.size;
  if (!areSame && OF_ONE_MOMENT.has(a.kind) && b.atMs - a.atMs > MOMENT_MS) return undefined;
  // Numbers may differ in what the same servers do again and again; what others do must be equal.
  const value = joinedValue(a, b, areSame ? likeness : 'equal');
  if (!value) return undefined;
  return {
    ...a,
    ...value,
    from,
    to,
    about: a.about && b.about && new Set([...a.about, ...b.about]),
    sample: a.sample && b.sample && betterSample(a.sample, b.sample),
    count: a.count + b.count,
    untilMs: Math.max(a.untilMs, b.untilMs),
  };
}

function joinedValue(
  a: HistoryLine,
  b: HistoryLine,
  likeness: Likeness,
): Pick<HistoryLine, 'value' | 'isExact'> | undefined {
  if (!a.value || !b.value) return a.value === b.value ? { value: undefined, isExact: true } : undefined;
  const merged = mergeValues(a.value.value, b.value.value, a.kind === 'emit');
  if (!merged || !(merged.isSame || likeness === 'alike')) return undefined;
  return { value: merged, isExact: a.isExact && b.isExact && merged.isSame };
}

/** The later one; but first one of a server that the failure names. */
function betterSample(a: Sample, b: Sample): Sample {
  if (a.isNamed !== b.isNamed) return a.isNamed ? a : b;
  return a.position > b.position ? a : b;
}

/** Whether these two must stay in order. */
function concerns(a: HistoryLine, b: HistoryLine): boolean {
  const areFaults = a.kind === 'fault' && b.kind === 'fault';
  if (areFaults && a.atMs === b.atMs) return false;
  if (!a.about || !b.about) return true;
  for (const name of namesOf(a, b)) if (namesOf(b, a).has(name)) return true;
  return false;
}

/** What is lost does not reach anybody; but why it is lost has to do with the receiver. */
function namesOf({ kind, from, about }: HistoryLine, other: HistoryLine): ReadonlySet<string> {
  const isAboutSender = kind === 'lost' && other.kind !== 'fault' && other.kind !== 'boot';
  return isAboutSender ? from : (about ?? from);
}

function isMessage({ kind }: HistoryLine): boolean {
  return kind === 'gets' || kind === 'answer' || kind === 'lost';
}

/** A cut-off server that stands for election again and again: what it sends is lost, and changes nothing. */
function isInVain(a: HistoryLine, b: HistoryLine): boolean {
  const [lost, state] = a.kind === 'lost' ? [a, b] : [b, a];
  if (lost.kind !== 'lost' || state.kind !== 'state' || lost.from.size > 1) return false;
  return [...state.from].every((name) => lost.from.has(name));
}
