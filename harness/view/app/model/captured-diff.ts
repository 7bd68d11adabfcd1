import type { Captured, Path } from '../../../trace/captured.ts';
import { entriesOf, fieldsOf, specialOf } from './captured-text.ts';

/** A place at which two values differ. Undefined: there is nothing on that side. */
export interface Difference {
  /** In the JSON, for marking it in a tree. */
  readonly path: Path;
  /** As code would name it: `memory.log[3].term`. */
  readonly name: string;
  readonly old: Captured | undefined;
  readonly new: Captured | undefined;
}

/** Where two values differ, outermost places first; at most `limit`, then the rest is left out. */
export function differences(old: Captured, now: Captured, limit = 300): readonly Difference[] {
  const found: Difference[] = [];
  compare(old, now, [], '', found, limit);
  return found;
}

function compare(
  old: Captured,
  now: Captured,
  path: Path,
  name: string,
  found: Difference[],
  limit: number,
): void {
  if (old === now || found.length >= limit) return;
  if (!canBeOpened(old, now)) {
    if (!isSame(old, now)) found.push({ path, name, old, new: now });
    return;
  }
  const before = new Map(entriesOf(old).map((entry) => [entry.label, entry]));
  const after = entriesOf(now);
  const isList = Array.isArray(now) || specialOf(now) === 'array';
  for (const entry of after) {
    const place = { path: [...path, ...entry.path], name: nameOf(name, entry.label, isList) };
    const other = before.get(entry.label);
    before.delete(entry.label);
    if (other) compare(other.value, entry.value, place.path, place.name, found, limit);
    else found.push({ ...place, old: undefined, new: entry.value });
  }
  for (const { label, path: inner, value } of before.values()) {
    found.push({ path: [...path, ...inner], name: nameOf(name, label, isList), old: value, new: undefined });
  }
}

/** Whether two values are containers of one kind, so that what is inside can be compared one by one. */
function canBeOpened(old: Captured, now: Captured): boolean {
  if (Array.isArray(old) || Array.isArray(now)) return Array.isArray(old) && Array.isArray(now);
  if (!fieldsOf(old) || !fieldsOf(now) || specialOf(old) !== specialOf(now)) return false;
  const kind = specialOf(now);
  // The members of a set have no names: it is shown as a whole.
  return (
    kind === undefined || kind === 'array' || kind === 'Map' || (kind === 'instance' && isSameClass(old, now))
  );
}

function isSameClass(old: Captured, now: Captured): boolean {
  return fieldsOf(old)?.$class === fieldsOf(now)?.$class;
}

export function isSame(a: Captured, b: Captured): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function nameOf(parent: string, label: string, isList: boolean): string {
  if (isList) return `${parent}[${label}]`;
  return parent === '' ? label : `${parent}.${label}`;
}
