import type { Difference } from './captured-diff.ts';
import { isBookkeeping } from './heartbeats.ts';

/** What a step changed, as it is shown: one line each, or one for many elements of a list. */
export interface ChangeGroup {
  readonly changes: readonly [Difference, ...Difference[]];
  /** Of several elements that came or went together: `log.entries[1…22]`. */
  readonly name: string;
}

export interface GroupedChanges {
  readonly groups: readonly ChangeGroup[];
  /** Timers, deadlines and what is under way: they change in nearly every step. */
  readonly bookkeeping: readonly Difference[];
}

/** Fewer elements than this are shown one by one. */
const MANY = 4;
const ELEMENT = /^(.*)\[(\d+)\]$/;

export function groupChanges(changes: readonly Difference[]): GroupedChanges {
  const bookkeeping = changes.filter(({ path }) => isBookkeeping(path));
  const byList = new Map<string, [Difference, ...Difference[]]>();
  for (const change of changes) {
    if (isBookkeeping(change.path)) continue;
    const key = listOf(change) ?? change.name;
    const group = byList.get(key);
    if (group) group.push(change);
    else byList.set(key, [change]);
  }
  const groups = [...byList.values()].flatMap((group) =>
    group.length >= MANY ? [{ changes: group, name: rangeName(group) }] : group.map(single),
  );
  return { groups, bookkeeping };
}

const single = (change: Difference): ChangeGroup => ({ changes: [change], name: change.name });

/** The list that an element joined or left; undefined for what only changed. */
function listOf({ name, old, new: now }: Difference): string | undefined {
  const list = ELEMENT.exec(name)?.[1];
  if (list === undefined || (old !== undefined && now !== undefined)) return undefined;
  return `${list} ${now === undefined ? 'gone' : 'new'}`;
}

function rangeName(group: readonly [Difference, ...Difference[]]): string {
  const indexes = group.map(({ name }) => Number(ELEMENT.exec(name)?.[2])).sort((a, b) => a - b);
  return `${ELEMENT.exec(group[0].name)?.[1]}[${indexes[0]}…${indexes.at(-1)}]`;
}
