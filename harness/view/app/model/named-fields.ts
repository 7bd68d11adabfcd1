import type { Captured } from '../../../trace/captured.ts';
import { entriesOf, fieldsOf, specialOf } from './captured-text.ts';

/** How far below a server's memory a field may lie: its objects, and what these hold. */
const DEPTH = 3;

/** Fields of a state by their bare names: `currentTerm`, `current_term` and `_currentTerm` are one. */
export type NamedFields = ReadonlyMap<string, Captured>;

/** All fields of the objects in a value, without those in lists and maps. The outermost of a name wins. */
export function namedFields(value: Captured): NamedFields {
  const found = new Map<string, Captured>();
  let level: readonly Captured[] = [value];
  for (let depth = 0; depth <= DEPTH && level.length > 0; depth++) {
    const next: Captured[] = [];
    for (const container of level) {
      if (!isObject(container)) continue;
      for (const { label, value: item } of entriesOf(container)) {
        const name = bareName(label);
        if (!found.has(name)) found.set(name, item);
        next.push(item);
      }
    }
    level = next;
  }
  return found;
}

function isObject(value: Captured): boolean {
  const special = specialOf(value);
  return fieldsOf(value) !== undefined && (special === undefined || special === 'instance');
}

export function bareName(name: string): string {
  return name.replace(/[_\s-]/g, '').toLowerCase();
}

/** The first of these fields that there is and that is of use. */
export function pick<T>(
  fields: NamedFields,
  names: readonly string[],
  read: (value: Captured) => T | undefined,
): T | undefined {
  for (const name of names) {
    const value = fields.get(name);
    const result = value === undefined ? undefined : read(value);
    if (result !== undefined) return result;
  }
  return undefined;
}

export const asNumber = (value: Captured): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** The elements of a list by index; a long one may have been cut in the middle. */
export function asList(value: Captured): ReadonlyMap<number, Captured> | undefined {
  if (Array.isArray(value)) return new Map((value as readonly Captured[]).entries());
  if (specialOf(value) !== 'array') return undefined;
  return new Map(entriesOf(value).map(({ label, value: item }) => [Number(label), item]));
}
