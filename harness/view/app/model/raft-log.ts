import type { Captured } from '../../../trace/captured.ts';
import { fieldsOf, specialOf } from './captured-text.ts';
import { asList, asNumber, type NamedFields, namedFields, pick } from './named-fields.ts';

export interface LogCell {
  readonly term: number | undefined;
  readonly command: Captured;
}

export interface RaftLog {
  /** By log index, without a dummy at the beginning. */
  readonly cells: ReadonlyMap<number, LogCell>;
  /** Last index that a snapshot covers; 0 without one. */
  readonly snapshotIndex: number;
}

const SNAPSHOT_NAMES = [
  'lastincludedindex',
  'snapshotindex',
  'lastsnapshotindex',
  'snapshotlastindex',
  'logoffset',
  'offset',
  'baseindex',
];
const SNAPSHOT_TERM_NAMES = ['lastincludedterm', 'snapshotterm', 'lastsnapshotterm', 'snapshotlastterm'];

/** Index of the last entry, or of what a snapshot covers; 0 of an empty log. */
export function lastIndexOf({ cells, snapshotIndex }: RaftLog): number {
  return [...cells.keys()].reduce((last, index) => Math.max(last, index), snapshotIndex);
}

/** Finds the log among a server's fields: a list of entries, an object that holds one, or two columns. */
export function findLog(fields: NamedFields): RaftLog | undefined {
  const holder = pick(fields, ['log', 'logs', 'raftlog', 'entries', 'logentries'], (value) => value);
  if (holder === undefined) return undefined;
  const inside = fieldsOf(holder) && specialOf(holder) !== 'array' ? namedFields(holder) : undefined;
  const list = inside ? pick(inside, ['entries', 'log', 'items', 'slots'], asList) : asList(holder);
  const near = inside && pick(inside, SNAPSHOT_NAMES, asNumber) !== undefined ? inside : fields;
  const snapshotIndex = pick(near, SNAPSHOT_NAMES, asNumber) ?? 0;
  const snapshotTerm = pick(near, SNAPSHOT_TERM_NAMES, asNumber);
  if (list) return { cells: cellsOf(list, snapshotIndex, snapshotTerm), snapshotIndex };
  const terms = inside && pick(inside, ['terms'], asList);
  const commands = inside && pick(inside, ['commands'], asList);
  if (!terms) return undefined;
  const pairs = [...terms].map(
    ([at, term]) =>
      [snapshotIndex + 1 + at, { term: asNumber(term), command: commands?.get(at) ?? null }] as const,
  );
  return { cells: new Map(pairs), snapshotIndex };
}

function cellsOf(
  list: ReadonlyMap<number, Captured>,
  snapshotIndex: number,
  snapshotTerm: number | undefined,
): ReadonlyMap<number, LogCell> {
  const cells = new Map<number, LogCell>();
  const hasDummy = isDummy(list.get(0), snapshotIndex, snapshotTerm);
  for (const [at, entry] of list) {
    if (hasDummy && at === 0) continue;
    const fields = namedFields(entry);
    const index = pick(fields, ['index', 'logindex'], asNumber) ?? snapshotIndex + at + (hasDummy ? 0 : 1);
    const command = pick(fields, ['command', 'cmd', 'op', 'value', 'data', 'entry'], (value) => value);
    cells.set(index, { term: pick(fields, ['term'], asNumber), command: command ?? null });
  }
  return cells;
}

/**
 * Many logs begin with an entry that stands for what is before the first: index 0, or the snapshot's last.
 */
function isDummy(
  entry: Captured | undefined,
  snapshotIndex: number,
  snapshotTerm: number | undefined,
): boolean {
  if (entry === undefined) return false;
  const fields = namedFields(entry);
  const index = pick(fields, ['index', 'logindex'], asNumber);
  if (index !== undefined) return index === snapshotIndex;
  const term = pick(fields, ['term'], asNumber);
  const command = pick(fields, ['command', 'cmd', 'op', 'value', 'data'], (value) => value) ?? null;
  const isEmpty = command === null || command === '' || specialOf(command) === 'undefined';
  return snapshotIndex === 0 ? term === 0 : isEmpty && term !== undefined && term === snapshotTerm;
}
