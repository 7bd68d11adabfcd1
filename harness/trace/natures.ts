import { types } from 'node:util';

/** Classes of the harness that tell a reader nothing when looked into. */
const OPAQUE_CLASSES: ReadonlySet<string> = new Set([
  ...['Channel', 'Condition', 'Mutex', 'PersisterSide', 'VirtualTimer'],
  ...['Promise', 'WeakMap', 'WeakSet', 'WeakRef', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'RegExp'],
]);

/** How an object is shown. */
export interface Nature {
  /** Empty for plain objects and arrays. */
  readonly className: string;
  /** Set if it is named rather than looked into. */
  readonly opaque: string | undefined;
  /** Its prototype has fields of its own that a `for … in` would find: hardly ever. */
  readonly inherits: boolean;
}

export const PLAIN: Nature = { className: '', opaque: undefined, inherits: false };

/** What was found out about objects: once is enough. */
export class Natures {
  private readonly known = new WeakMap<object, Nature>();

  of(value: object): Nature {
    let nature = this.known.get(value);
    if (!nature) {
      const opaque = notPlain(value);
      const className = opaque !== undefined || Array.isArray(value) ? '' : classOf(value);
      const inherits = opaque === undefined && inheritsFields(value);
      const isPlain = className === '' && opaque === undefined && !inherits;
      nature = isPlain ? PLAIN : { className, opaque, inherits };
      this.known.set(value, nature);
    }
    return nature;
  }

  /** An object that is known to hold data only. */
  setPlain(value: object): void {
    this.known.set(value, PLAIN);
  }
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
