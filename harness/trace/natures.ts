import { types } from 'node:util';

/** Classes of the harness that tell a reader nothing when looked into. */
const OPAQUE_CLASSES: ReadonlySet<string> = new Set([
  ...['Channel', 'Condition', 'Mutex', 'PersisterSide', 'VirtualTimer'],
  ...['Promise', 'WeakMap', 'WeakSet', 'WeakRef', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'RegExp'],
]);

/** Longer arrays are shown in part. */
const LONGEST_ARRAY = 24;
/** Numbers are small, and each may matter: which group has which of a hundred shards. */
const LONGEST_OF_NUMBERS = 128;

export function isKeptWhole(array: readonly unknown[]): boolean {
  if (array.length <= LONGEST_ARRAY) return true;
  return array.length <= LONGEST_OF_NUMBERS && array.every((item) => typeof item === 'number');
}

/** How an object is shown. */
export interface Nature {
  readonly kind: 'fields' | 'array' | 'map' | 'set' | 'bytes';
  /** Empty for plain objects and arrays. */
  readonly className: string;
  /** Set if it is named rather than looked into. */
  readonly opaque: string | undefined;
  /** Its prototype has fields of its own that a `for … in` would find: hardly ever. */
  readonly inherits: boolean;
}

const FIELDS: Nature = { kind: 'fields', className: '', opaque: undefined, inherits: false };
const ARRAY: Nature = { ...FIELDS, kind: 'array' };
const MAP: Nature = { ...FIELDS, kind: 'map' };
const SET: Nature = { ...FIELDS, kind: 'set' };
const BYTES: Nature = { ...FIELDS, kind: 'bytes' };

/** What was found out about objects: once is enough. */
export class Natures {
  private readonly known = new WeakMap<object, Nature>();

  of(value: object): Nature {
    let nature = this.known.get(value);
    if (!nature) {
      nature = findNature(value);
      this.known.set(value, nature);
    }
    return nature;
  }

  /** An object with fields, or an array, that is known to hold data only. */
  setPlain(value: object): void {
    this.known.set(value, Array.isArray(value) ? ARRAY : FIELDS);
  }
}

/** Of a value that comes from `decode`, where there is nothing to beware of. */
export function natureOfData(value: object): Nature {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return FIELDS;
  if (Array.isArray(value)) return ARRAY;
  return builtIn(value) ?? FIELDS;
}

function findNature(value: object): Nature {
  const opaque = notPlain(value);
  if (opaque !== undefined) return { ...FIELDS, opaque };
  if (Array.isArray(value)) return ARRAY;
  const known = builtIn(value);
  if (known) return known;
  const className = classOf(value);
  const inherits = inheritsFields(value);
  return className === '' && !inherits ? FIELDS : { ...FIELDS, className, inherits };
}

function builtIn(value: object): Nature | undefined {
  if (types.isMap(value)) return MAP;
  if (types.isSet(value)) return SET;
  return types.isUint8Array(value) ? BYTES : undefined;
}

/** Empty for plain objects. */
function classOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return '';
  const name: unknown = Object.getOwnPropertyDescriptor(
    (Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value as object | undefined) ?? {},
    'name',
  )?.value;
  return typeof name === 'string' && name !== '' ? name : 'object';
}

/** Why a value is named rather than looked into; undefined if it can be. */
function notPlain(value: object): string | undefined {
  if (types.isProxy(value)) return 'a Proxy';
  if (types.isUint8Array(value)) return undefined;
  if (types.isDate(value)) return `Date ${Date.prototype.getTime.call(value)}`;
  if (types.isNativeError(value)) {
    return `Error: ${String(Object.getOwnPropertyDescriptor(value, 'message')?.value ?? '')}`;
  }
  const name = Array.isArray(value) ? '' : classOf(value);
  if (OPAQUE_CLASSES.has(name)) return name;
  for (const key of Object.keys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (descriptor?.get) return 'an object with getters';
    // What lab code calls a peer: a name and the function that reaches it.
    if (key === 'call' && typeof descriptor?.value === 'function' && Object.hasOwn(value, 'name')) {
      return `peer ${String(Object.getOwnPropertyDescriptor(value, 'name')?.value)}`;
    }
  }
  return undefined;
}

function inheritsFields(value: object): boolean {
  for (const key in value) if (!Object.hasOwn(value, key)) return true;
  return false;
}
