/** `encode` was given a value that has no encoding. The message says where in the value and what it found. */
export class EncodeError extends TypeError {
  override readonly name = 'EncodeError';
}

/** How a value is reached from the root: the containers on the way, and the place taken in each. */
export interface Trail {
  readonly containers: readonly object[];
  /** A field's name, an element's index, or in a Map twice the entry's index, plus one for its value. */
  readonly steps: readonly (string | number)[];
}

export function unsupported(value: unknown, trail: Trail): EncodeError {
  return new EncodeError(`encode: ${place(trail)} is ${describe(value)}`);
}

export function symbolKey(trail: Trail, key: symbol | undefined): EncodeError {
  return new EncodeError(`encode: ${place(trail)} has a symbol as a key, ${String(key)}; use strings`);
}

/** `container` is about to be entered, below too many others. Says so if it goes round in a circle. */
export function tooDeep(container: object, trail: Trail, maxDepth: number): EncodeError {
  const visited = [...trail.containers, container];
  const again = visited.findIndex((visit, depth) => visited.indexOf(visit) < depth);
  if (again < 0)
    return new EncodeError(`encode: ${place(trail, 10)}… lies more than ${maxDepth} levels deep`);
  const origin = place(trail, visited.indexOf(visited[again] as object));
  return new EncodeError(`encode: ${place(trail, again)} is a cycle: it is ${origin} again`);
}

export function changed(trail: Trail): EncodeError {
  return new EncodeError(`encode: ${place(trail)} changed while it was being encoded`);
}

export function tooLarge(limit: number): EncodeError {
  return new EncodeError(`encode: the value takes more than ${limit} bytes`);
}

function place({ containers, steps }: Trail, length = containers.length): string {
  const path = containers
    .slice(0, length)
    .map((container, depth) => step(container, steps[depth] ?? ''))
    .join('');
  return path.replace(/^\./, '') || 'the value';
}

function step(container: object, at: string | number): string {
  if (typeof at === 'string')
    return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(at) ? `.${at}` : `[${JSON.stringify(at)}]`;
  if (container instanceof Set) return `.values()[${at}]`;
  if (!(container instanceof Map)) return `[${at}]`;
  const index = Math.floor(at / 2);
  if (at % 2 === 0) return `.keys()[${index}]`;
  const key: unknown = [...container.keys()][index];
  const isPlain = typeof key === 'string' || typeof key === 'number';
  return isPlain ? `.get(${JSON.stringify(key)})` : `.values()[${index}]`;
}

function describe(value: unknown): string {
  if (typeof value === 'function')
    return 'a function; send data, and let the other side know what to do with it';
  if (typeof value === 'symbol') return 'a symbol; use a string';
  if (value instanceof Promise) return 'a Promise; did you forget to await it?';
  if (value instanceof Error) return `an error (${nameOfClass(value)}); encode its message instead`;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return `of class ${nameOfClass(value)}; of binary data only Uint8Array can be encoded`;
  }
  if (value instanceof Number || value instanceof String || value instanceof Boolean) {
    return `a ${nameOfClass(value)} object; use the plain value, without new`;
  }
  return `an instance of ${nameOfClass(value)}; encode a plain object with its data instead`;
}

function nameOfClass(value: unknown): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  const maker: unknown = prototype && Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return (typeof maker === 'function' && maker.name) || 'a class without a name';
}
