import { plural } from './summary.ts';

/** Numbers that were one field of several values, from the smallest to the largest. */
export class NumberRange {
  readonly min: number;
  readonly max: number;

  constructor(min: number, max: number) {
    this.min = min;
    this.max = max;
  }

  toString(): string {
    return `${this.min}…${this.max}`;
  }
}

/** Texts that were one field of several values: the first and the last. */
class TextRange {
  readonly first: string;
  readonly last: string;

  constructor(first: string, last: string) {
    this.first = first;
    this.last = last;
  }

  toString(): string {
    return `${quoted(this.first)}…${quoted(this.last)}`;
  }
}

/** Lists or bytes of several lengths, none of them empty. */
class LengthRange {
  readonly shortest: number;
  readonly longest: number;
  readonly unit: 'items' | 'bytes';

  constructor(a: Lengthy, b: Lengthy, unit: LengthRange['unit']) {
    const [one, other] = [a, b].map(lengthsOf) as [Lengths, Lengths];
    this.shortest = Math.min(one.shortest, other.shortest);
    this.longest = Math.max(one.longest, other.longest);
    this.unit = unit;
  }

  toString(): string {
    const text = `${this.shortest}…${this.longest} ${this.unit}`;
    return this.unit === 'items' ? `[${text}]` : text;
  }
}

export interface MergedValue {
  readonly value: unknown;
  /** The two were the same. */
  readonly isSame: boolean;
}

/**
 * One value in place of two that differ in numbers only: where they differ it has a `NumberRange`. Undefined
 * if they differ in anything else. `textsToo`: texts may differ as well, but for an outcome's `kind`.
 */
export function mergeValues(a: unknown, b: unknown, textsToo: boolean = false): MergedValue | undefined {
  if (Object.is(a, b)) return { value: a, isSame: true };
  if (isNumeric(a) && isNumeric(b)) {
    const [one, other] = [rangeOf(a), rangeOf(b)];
    const value = new NumberRange(Math.min(one.min, other.min), Math.max(one.max, other.max));
    return { value, isSame: one.min === other.min && one.max === other.max };
  }
  if (textsToo && isText(a) && isText(b)) {
    const [first, last] = [a instanceof TextRange ? a.first : a, b instanceof TextRange ? b.last : b];
    return { value: new TextRange(first, last), isSame: String(a) === String(b) };
  }
  const unit = isLengthy(a) && isLengthy(b) ? commonUnit(a, b) : undefined;
  if (unit) return mergeLengthy(a as Lengthy, b as Lengthy, unit, textsToo);
  return isPlain(a) && isPlain(b) ? mergeObjects(a, b, textsToo) : undefined;
}

/** A value in at most `width` characters, its fields in their order. Bytes are counted, not shown. */
export function valueText(value: unknown, width: number): string {
  for (let depth = DEEPEST; depth > 0; depth--) {
    const text = render(value, depth);
    if (text.length <= width) return text;
  }
  const text = isPlain(value) ? someFields(value, width) : render(value, 0);
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

const DEEPEST = 4;
const LONGEST_STRING = 40;
const ITEMS_SHOWN = 6;

function render(value: unknown, depth: number): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `${value}n`;
  if ([NumberRange, TextRange, LengthRange].some((kind) => value instanceof kind)) return String(value);
  if (value instanceof Uint8Array) return `${value.length} ${plural(value.length, 'byte')}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Map) return `Map of ${value.size}`;
  if (value instanceof Set) return `Set of ${value.size}`;
  if (Array.isArray(value)) return renderArray(value, depth);
  return isPlain(value) ? renderObject(value, depth) : String(value);
}

function renderArray(items: readonly unknown[], depth: number): string {
  if (items.length === 0) return '[]';
  if (depth === 0 || items.length > ITEMS_SHOWN) return `[${items.length} ${plural(items.length, 'item')}]`;
  return `[${items.map((item) => render(item, depth - 1)).join(', ')}]`;
}

/** Outcomes are unions with a `kind`: it comes first, like the name of a class. */
function renderObject(object: Fields, depth: number): string {
  const { kind, fields } = kindOf(object);
  if (fields.length === 0) return kind || '{}';
  const inside = depth === 0 ? '…' : fields.map((field) => fieldText(field, depth - 1)).join(', ');
  return `${kind}${kind && ' '}${depth === 0 ? '{…}' : `{ ${inside} }`}`;
}

/** As many fields as there is room for: first what it carries, then in their order. */
function someFields(object: Fields, width: number): string {
  const { kind, fields } = kindOf(object);
  const start = `${kind}${kind && ' '}{ `;
  let room = width - start.length - '… }'.length;
  const chosen = new Map<number, string>();
  for (const [position, field] of byImportance(fields)) {
    const text = [2, 0].map((depth) => fieldText(field, depth)).find((one) => one.length + 2 <= room);
    if (text === undefined) continue;
    chosen.set(position, text);
    room -= text.length + 2;
  }
  const inOrder = [...chosen].sort(([a], [b]) => a - b).map(([, text]) => `${text}, `);
  return `${start}${inOrder.join('')}… }`;
}

/** The first field, then lists and bytes that are not empty, then the others. */
function byImportance(fields: readonly [string, unknown][]): [number, [string, unknown]][] {
  const rank = (position: number, value: unknown): number => (position === 0 ? 0 : isLoad(value) ? 1 : 2);
  return [...fields.entries()].sort(([a, [, one]], [b, [, other]]) => rank(a, one) - rank(b, other) || a - b);
}

function isLoad(value: unknown): boolean {
  return isLengthy(value) && lengthsOf(value).longest > 0;
}

function kindOf(object: Fields): { readonly kind: string; readonly fields: [string, unknown][] } {
  const { kind } = object;
  if (typeof kind !== 'string') return { kind: '', fields: Object.entries(object) };
  return { kind, fields: Object.entries(object).filter(([name]) => name !== 'kind') };
}

function fieldText([name, value]: [string, unknown], depth: number): string {
  return `${name}: ${render(value, depth)}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST_STRING ? `${text.slice(0, LONGEST_STRING)}…` : text);
}

type Fields = Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    ![Map, Set, Date, NumberRange, TextRange, LengthRange].some((kind) => value instanceof kind)
  );
}

function mergeObjects(
  a: Fields,
  b: Fields,
  textsToo: boolean,
): (MergedValue & { readonly value: Fields }) | undefined {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return undefined;
  const merged: Record<string, unknown> = {};
  let isSame = true;
  for (const name of names) {
    const field = name in b ? mergeValues(a[name], b[name], textsToo && name !== 'kind') : undefined;
    if (!field) return undefined;
    merged[name] = field.value;
    isSame &&= field.isSame;
  }
  return { value: merged, isSame };
}

type Lengthy = readonly unknown[] | Uint8Array | LengthRange;
type Lengths = Pick<LengthRange, 'shortest' | 'longest'>;

function isLengthy(value: unknown): value is Lengthy {
  return Array.isArray(value) || value instanceof Uint8Array || value instanceof LengthRange;
}

function commonUnit(a: Lengthy, b: Lengthy): LengthRange['unit'] | undefined {
  const [one, other] = [a, b].map((value) => {
    if (value instanceof LengthRange) return value.unit;
    return value instanceof Uint8Array ? 'bytes' : 'items';
  });
  return one === other ? one : undefined;
}

function lengthsOf(value: Lengthy): Lengths {
  return value instanceof LengthRange ? value : { shortest: value.length, longest: value.length };
}

function mergeLengthy(
  a: Lengthy,
  b: Lengthy,
  unit: LengthRange['unit'],
  textsToo: boolean,
): MergedValue | undefined {
  const [one, other] = [lengthsOf(a), lengthsOf(b)];
  if (one.shortest === 0 || other.shortest === 0) {
    return one.longest === other.longest ? { value: a, isSame: true } : undefined;
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    const merged = mergeObjects({ ...a }, { ...b }, textsToo);
    if (merged) return { ...merged, value: Object.values(merged.value) };
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0) {
    return { value: a, isSame: true };
  }
  const isSame = a instanceof LengthRange && b instanceof LengthRange && String(a) === String(b);
  return { value: new LengthRange(a, b, unit), isSame };
}

function isText(value: unknown): value is string | TextRange {
  return typeof value === 'string' || value instanceof TextRange;
}

function isNumeric(value: unknown): value is number | NumberRange {
  return typeof value === 'number' || value instanceof NumberRange;
}

function rangeOf(value: number | NumberRange): NumberRange {
  return typeof value === 'number' ? new NumberRange(value, value) : value;
}
