import type { Captured, Change } from './captured.ts';
import { isKeptWhole, type Nature, Natures, natureOfData } from './natures.ts';

/** Long arrays keep some elements at both ends, the newest entries of a log among them. */
const KEPT_AT_START = 4;
const KEPT_AT_END = 16;
const LONGEST_TEXT = 200;
const LONGEST_COLLECTION = 50;
const BYTES_SHOWN = 16;
const DEEPEST = 10;
/** Values looked at in one update: whoever holds more is shown in part. */
const MOST_VALUES = 5000;

/** JSON that is changed in place: a `Captured` value under construction. */
type Json = null | boolean | number | string | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

type Members = Readonly<Record<string, unknown>>;

const DOLLAR = 36;
const UNDERSCORE = 95;

/** A mark for a key that JSON has no value for: it never equals what is found. */
const ABSENT = undefined;

/**
 * A copy of a live value, kept up to date as JSON. Comparing with the copy gives what changed at once: most
 * turns change a few fields of a state of hundreds.
 *
 * Runs no code of the value's: getters, proxies and `toString` stay untouched.
 */
export class Mirror {
  private tree: Json = null;
  private changes: Change[] = [];
  private readonly path: (string | number)[] = [];
  /** Objects on the way from the root to here: one of them again is a cycle. */
  private readonly above: object[] = [];
  private left = 0;
  /** Above 0 while a part is made that will be told as a whole. */
  private untold = 0;
  private readonly natures = new Natures();
  private readonly isOurs: boolean;

  /** `isOurs`: the values come from `decode`, not from lab code, so there is nothing to beware of. */
  constructor(isOurs: boolean = false) {
    this.isOurs = isOurs;
  }

  /** The copy as it is now: not to be kept, as it will change. */
  get current(): Captured {
    return this.tree as Captured;
  }

  /** A value that will not change, as JSON; forgets what was there before. */
  capture(value: unknown): Captured {
    this.untold++;
    this.left = MOST_VALUES;
    const captured = this.sync(undefined, value);
    this.untold--;
    return captured as Captured;
  }

  /** Looks at the value again. Returns what changed since, with paths below `prefix`. */
  update(value: unknown, prefix: readonly string[]): readonly Change[] {
    this.changes = [];
    this.left = MOST_VALUES;
    this.path.length = 0;
    this.path.push(...prefix);
    this.above.length = 0;
    this.tree = this.sync(this.tree, value);
    return this.changes;
  }

  /** Brings `old`, the copy made before, in line with `value`; tells the changes on the way. */
  private sync(old: Json | undefined, value: unknown): Json {
    switch (typeof value) {
      case 'number':
        if (Number.isFinite(value) && !Object.is(value, -0)) return this.leaf(old, value);
        return this.special(old, 'number', Object.is(value, -0) ? '-0' : String(value));
      case 'string':
        return value.length <= LONGEST_TEXT ? this.leaf(old, value) : this.longText(old, value);
      case 'boolean':
        return this.leaf(old, value);
      case 'undefined':
        return this.special(old, 'undefined');
      case 'bigint':
        return this.special(old, 'number', `${value}n`);
      case 'object':
        return value === null ? this.leaf(old, null) : this.syncObject(old, value);
      default:
        return this.special(old, 'opaque', typeof value);
    }
  }

  private leaf(old: Json | undefined, value: null | boolean | number | string): Json {
    if (old !== value) this.tell(value);
    return value;
  }

  /** A `Special` with at most a text. */
  private special(old: Json | undefined, kind: string, text?: string): Json {
    if (isTagged(old, kind) && old.text === text) return old;
    const made: JsonObject = text === undefined ? { $: kind } : { $: kind, text };
    this.tell(made);
    return made;
  }

  private longText(old: Json | undefined, value: string): Json {
    const text = value.slice(0, LONGEST_TEXT);
    if (isTagged(old, 'string') && old.text === text && old.length === value.length) return old;
    const made = { $: 'string', text, length: value.length };
    this.tell(made);
    return made;
  }

  private syncObject(old: Json | undefined, value: object): Json {
    if (--this.left < 0) return this.special(old, 'cut', 'too much to be kept');
    if (this.above.length >= DEEPEST) return this.special(old, 'cut', 'too deep to be kept');
    if (this.above.includes(value)) return this.special(old, 'opaque', 'an object further up: a cycle');
    const nature = this.isOurs ? natureOfData(value) : this.natures.of(value);
    if (nature.opaque !== undefined) return this.special(old, 'opaque', nature.opaque);
    this.above.push(value);
    const synced = this.syncMembers(old, value, nature);
    this.above.pop();
    return synced;
  }

  private syncMembers(old: Json | undefined, value: object, nature: Nature): Json {
    switch (nature.kind) {
      case 'fields':
        return this.syncFields(old, value, nature);
      case 'array': {
        const array = value as readonly unknown[];
        return isKeptWhole(array) ? this.syncArray(old, array) : this.syncLongArray(old, array);
      }
      case 'map':
        return this.syncMap(old, value as ReadonlyMap<unknown, unknown>);
      case 'set':
        return this.syncSet(old, value as ReadonlySet<unknown>);
      case 'bytes':
        return this.syncBytes(old, value as Uint8Array);
    }
  }

  private syncBytes(old: Json | undefined, value: Uint8Array): Json {
    const { length } = value;
    const hex = Buffer.from(value.buffer, value.byteOffset, Math.min(length, BYTES_SHOWN)).toString('hex');
    if (isTagged(old, 'bytes') && old.length === length && old.hex === hex) return old;
    const made = { $: 'bytes', length, hex };
    this.tell(made);
    return made;
  }

  private syncArray(old: Json | undefined, value: readonly unknown[]): Json {
    if (!Array.isArray(old)) return this.made(() => this.fillArray([], value));
    this.fillArray(old, value);
    if (old.length > value.length) {
      old.length = value.length;
      this.changes.push([[...this.path, value.length]]);
    }
    return old;
  }

  private fillArray(into: Json[], value: readonly unknown[]): Json[] {
    for (let index = 0; index < value.length; index++) {
      const member = value[index];
      if (isSameLeaf(into[index], member)) continue;
      this.path.push(index);
      into[index] = this.sync(into[index], member);
      this.path.pop();
    }
    return into;
  }

  private syncLongArray(old: Json | undefined, value: readonly unknown[]): Json {
    const { length } = value;
    const items: Record<string, unknown> = {};
    for (let index = 0; index < KEPT_AT_START; index++) items[index] = value[index];
    for (let index = length - KEPT_AT_END; index < length; index++) items[index] = value[index];
    this.natures.setPlain(items);
    return this.syncTagged(old, 'array', { length, items });
  }

  private syncMap(old: Json | undefined, value: ReadonlyMap<unknown, unknown>): Json {
    const entries: Record<string, unknown> = {};
    let position = 0;
    for (const [key, item] of Map.prototype.entries.call(value)) {
      if (position++ >= LONGEST_COLLECTION) break;
      entries[typeof key === 'object' && key !== null ? `#${position}` : String(key)] = item;
    }
    this.natures.setPlain(entries);
    return this.syncTagged(old, 'Map', { size: value.size, entries });
  }

  private syncSet(old: Json | undefined, value: ReadonlySet<unknown>): Json {
    const values: unknown[] = [];
    for (const item of Set.prototype.values.call(value)) {
      if (values.push(item) === LONGEST_COLLECTION) break;
    }
    this.natures.setPlain(values);
    return this.syncTagged(old, 'Set', { size: value.size, values });
  }

  /** A `Special` with members that are values themselves. */
  private syncTagged(old: Json | undefined, kind: string, members: Record<string, unknown>): Json {
    if (!isTagged(old, kind)) return this.made(() => this.fillFields({ $: kind }, members, false));
    return this.fillFields(old, members, false);
  }

  private syncFields(old: Json | undefined, value: object, nature: Nature): Json {
    const name = nature.className;
    const isSame =
      isObject(old) && (name === '' ? old.$ === ABSENT : old.$ === 'instance' && old.$class === name);
    if (isSame) return this.fillFields(old, value, nature.inherits);
    const begun: JsonObject = name === '' ? {} : { $: 'instance', $class: name };
    return this.made(() => this.fillFields(begun, value, nature.inherits));
  }

  private fillFields(into: JsonObject, value: object, inherits: boolean): JsonObject {
    let fields = 0;
    for (const key in value) {
      if (inherits && !Object.hasOwn(value, key)) continue;
      fields++;
      const name = escaped(key);
      const member = (value as Members)[key];
      if (isSameLeaf(into[name], member)) continue;
      this.path.push(name);
      into[name] = this.sync(Object.hasOwn(into, name) ? into[name] : ABSENT, member);
      this.path.pop();
    }
    for (const key in into) if (key !== '$' && key !== '$class') fields--;
    // There are more than the value has.
    if (fields < 0) this.dropGone(into, value);
    return into;
  }

  private dropGone(old: JsonObject, value: object): void {
    for (const name of Object.keys(old)) {
      const isOurs = name === '$' || name === '$class';
      if (isOurs || Object.hasOwn(value, name.startsWith('$') ? name.slice(1) : name)) continue;
      delete old[name];
      if (this.untold === 0) this.changes.push([[...this.path, name]]);
    }
  }

  /** A new part of the tree is told as a whole, not member by member. */
  private made(make: () => Json): Json {
    this.untold++;
    const value = make();
    this.untold--;
    this.tell(value);
    return value;
  }

  private tell(value: Json): void {
    if (this.untold > 0) return;
    // What is told must not change when the tree does.
    this.changes.push([[...this.path], structured(value)]);
  }
}

function structured(value: Json): Captured {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(structured);
  const copy: Record<string, Captured> = {};
  for (const key in value) copy[key] = structured(value[key] as Json);
  return copy;
}

/** The usual case, at the least cost: a number, text or truth value that is still the same. */
function isSameLeaf(old: Json | undefined, value: unknown): boolean {
  switch (typeof value) {
    case 'number':
    case 'string':
    case 'boolean':
      return Object.is(old, value);
    default:
      return value === null && old === null;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTagged(value: Json | undefined, kind: string): value is JsonObject {
  return isObject(value) && value.$ === kind;
}

/** Keys that begin with `$` are ours; those of the value get one more. `__proto__` would be no key at all. */
function escaped(key: string): string {
  const first = key.charCodeAt(0);
  return first === DOLLAR || (first === UNDERSCORE && key === '__proto__') ? `$${key}` : key;
}
