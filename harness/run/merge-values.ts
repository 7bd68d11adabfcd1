import { isDeepStrictEqual } from 'node:util';

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
export class TextRange {
  readonly first: string;
  readonly last: string;

  constructor(first: string, last: string) {
    this.first = first;
    this.last = last;
  }

  toString(): string {
    return `${JSON.stringify(this.first)}…${JSON.stringify(this.last)}`;
  }
}

/** Lists or bytes of several lengths, none of them empty. */
export class LengthRange {
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
  if (isDeepStrictEqual(a, b)) return { value: a, isSame: true };
  if (isNumeric(a) && isNumeric(b)) {
    const [one, other] = [rangeOf(a), rangeOf(b)];
    const value = new NumberRange(Math.min(one.min, other.min), Math.max(one.max, other.max));
    return { value, isSame: false };
  }
  if (textsToo && isText(a) && isText(b)) {
    const [first, last] = [a instanceof TextRange ? a.first : a, b instanceof TextRange ? b.last : b];
    return { value: new TextRange(first, last), isSame: false };
  }
  const unit = isLengthy(a) && isLengthy(b) ? commonUnit(a, b) : undefined;
  if (unit) return mergeLengthy(a as Lengthy, b as Lengthy, unit, textsToo);
  return isPlain(a) && isPlain(b) ? mergeObjects(a, b, textsToo) : undefined;
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

/** What has a length, or several. */
type Lengthy = readonly unknown[] | Uint8Array | LengthRange;
type Lengths = Pick<LengthRange, 'shortest' | 'longest'>;

/** Lists and bytes. */
export function isLengthy(value: unknown): value is Lengthy {
  return Array.isArray(value) || value instanceof Uint8Array || value instanceof LengthRange;
}

function commonUnit(a: Lengthy, b: Lengthy): LengthRange['unit'] | undefined {
  const [one, other] = [a, b].map((value) => {
    if (value instanceof LengthRange) return value.unit;
    return value instanceof Uint8Array ? 'bytes' : 'items';
  });
  return one === other ? one : undefined;
}

export function lengthsOf(value: Lengthy): Lengths {
  return value instanceof LengthRange ? value : { shortest: value.length, longest: value.length };
}

function mergeLengthy(
  a: Lengthy,
  b: Lengthy,
  unit: LengthRange['unit'],
  textsToo: boolean,
): MergedValue | undefined {
  const [one, other] = [lengthsOf(a), lengthsOf(b)];
  if (one.shortest === 0 || other.shortest === 0) return undefined;
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    const merged = mergeObjects({ ...a }, { ...b }, textsToo);
    if (merged) return { ...merged, value: Object.values(merged.value) };
  }
  return { value: new LengthRange(a, b, unit), isSame: false };
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

export type Fields = Readonly<Record<string, unknown>>;

/** An object with fields, and nothing else. */
export function isPlain(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    ![Map, Set, Date, NumberRange, TextRange, LengthRange].some((kind) => value instanceof kind)
  );
}
