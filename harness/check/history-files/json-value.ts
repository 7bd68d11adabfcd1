import { type Line, MalformedHistory, malformed, quote } from './malformed.ts';

/** A value of a line in JSON, which knows where it stands. Every method throws `MalformedHistory`. */
export class JsonValue {
  private readonly value: unknown;
  /** `"input.key"`, or what the whole line is. */
  private readonly place: string;
  private readonly line: Line;

  constructor(value: unknown, place: string, line: Line) {
    this.value = value;
    this.place = place;
    this.line = line;
  }

  get isThere(): boolean {
    return this.value !== undefined;
  }

  get isNull(): boolean {
    return this.value === null;
  }

  string(): string {
    if (typeof this.value === 'string') return this.value;
    throw this.unexpected('a string');
  }

  boolean(): boolean {
    if (typeof this.value === 'boolean') return this.value;
    throw this.unexpected('true or false');
  }

  /** Exactly as it was written: beyond 2^53 two integers may become one. */
  integer(): number {
    if (typeof this.value !== 'number' || !Number.isInteger(this.value)) throw this.unexpected('an integer');
    if (!Number.isSafeInteger(this.value)) throw this.unexpected('an integer between -2^53 and 2^53');
    return this.value === 0 ? 0 : this.value;
  }

  /** A point in time: fractions are fine, but what is too big to be exact is not. */
  moment(): number {
    if (typeof this.value !== 'number') throw this.unexpected('a number');
    if (Math.abs(this.value) <= Number.MAX_SAFE_INTEGER) return this.value;
    throw this.unexpected('a number between -2^53 and 2^53 (count from the first call, or in microseconds)');
  }

  /** What has nothing to say is null, or left out. */
  nothing(): null {
    if (this.value === null || this.value === undefined) return null;
    throw this.unexpected('null');
  }

  /** Null is fine, but leaving it out is not. */
  orNull<Value>(read: () => Value): Value | null {
    return this.isNull ? null : read();
  }

  oneOf<Word extends string>(words: readonly Word[]): Word {
    const found = words.find((word) => word === this.value);
    if (found !== undefined) return found;
    throw this.unexpected(words.map((word) => `"${word}"`).join(' or '));
  }

  /** The fields of an object that has no others than `names`. */
  fields<Name extends string>(names: readonly Name[]): Readonly<Record<Name, JsonValue>> {
    const { value } = this;
    if (!isObject(value)) throw this.unexpected('an object');
    const stranger = Object.keys(value).find((key) => !names.some((name) => name === key));
    if (stranger !== undefined) {
      const known = names.map((name) => `"${name}"`).join(', ');
      throw this.error(`${this.place} to have no other fields than ${known}`, `"${stranger}"`);
    }
    const entries = names.map((name) => [name, this.at(value, name)]);
    return Object.fromEntries(entries) as Readonly<Record<Name, JsonValue>>;
  }

  /** One field, whatever the others are. */
  field(name: string): JsonValue {
    if (!isObject(this.value)) throw this.unexpected('an object');
    return this.at(this.value, name);
  }

  private at(object: Readonly<Record<string, unknown>>, name: string): JsonValue {
    const place = this.place.startsWith('"') ? `${this.place.slice(0, -1)}.${name}"` : `"${name}"`;
    return new JsonValue(Object.hasOwn(object, name) ? object[name] : undefined, place, this.line);
  }

  private unexpected(what: string): MalformedHistory {
    return this.error(
      `${this.place} to be ${what}`,
      this.isThere ? quote(JSON.stringify(this.value)) : 'nothing',
    );
  }

  private error(expected: string, found: string): MalformedHistory {
    return new MalformedHistory(this.line.number, expected, found);
  }
}

/** The object of a line. Throws `MalformedHistory`, also for a field that is there twice. */
export function parseObject(line: Line): JsonValue {
  const value = parse(line);
  if (!isObject(value)) throw malformed(line, 'an object in JSON');
  if (countWrittenKeys(line.text) !== countKeys(value)) {
    throw malformed(line, 'every field of an object once');
  }
  return new JsonValue(value, 'the line', line);
}

function parse(line: Line): unknown {
  try {
    return JSON.parse(line.text);
  } catch (error) {
    const why = error instanceof Error ? ` (${quote(error.message).slice(1, -1)})` : '';
    throw new MalformedHistory(line.number, 'an object in JSON, all on one line', quote(line.text) + why);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without a choice at each character: a text may be huge. */
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

function countWrittenKeys(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(STRING)) {
    if (colon !== undefined) count += 1;
  }
  return count;
}

function countKeys(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countKeys(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + 1 + countKeys(item), 0);
}
