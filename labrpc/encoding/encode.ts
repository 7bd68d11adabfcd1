import { types } from 'node:util';
import { changed, symbolKey, type Trail, tooDeep, tooLarge, unsupported } from './encode-error.ts';
import * as format from './format.ts';
import { copyAlone, copyIntoBlock } from './shared-block.ts';

/** Deeper than this, each container is compared with those around it, so that cycles end early. */
const PROBABLY_A_CYCLE = 32;
const MAX_BYTES = 2 ** 30;
const KEPT_BYTES = 2 ** 16;

// All encoding goes into one scratch buffer, which `encode` copies from. Getters may call `encode` again:
// what belongs to the inner call lies behind what the outer one has written, and on top of its trail.
let bytes = new Uint8Array(KEPT_BYTES);
let text = Buffer.from(bytes.buffer);
let position = 0;
let depth = 0;
let base = 0;
const containers: object[] = [];
const steps: (string | number)[] = [];
const NOTHING = {};

const double = new DataView(new ArrayBuffer(8));
const doubleBytes = new Uint8Array(double.buffer);

/**
 * Bytes for the persister and the network; `decode` turns them back into a deep copy. Takes null, undefined,
 * booleans, numbers, bigints, strings, Uint8Array, Date, arrays, plain objects, Map and Set. Of an object it
 * takes the enumerable fields (also those that are undefined), of an array the elements and the holes between
 * them; a Buffer comes back as a Uint8Array, an object without prototype as a plain one, an object that
 * occurs twice as two.
 *
 * Throws an `EncodeError` that names the place in the value on anything else: functions, symbols, instances
 * of classes, cycles, more than 500 levels, more than 1 GiB. Equal values built in the same order give equal
 * bytes.
 */
export function encode(value: unknown): Uint8Array {
  return encodeInto(value, copyAlone);
}

/**
 * The same bytes as a view of a block that they share with others: quicker, and less garbage. For the world's
 * own use, never to be handed to lab code.
 */
export function encodeShared(value: unknown): Uint8Array {
  return encodeInto(value, copyIntoBlock);
}

function encodeInto(value: unknown, copy: typeof copyAlone): Uint8Array {
  const start = position;
  const outerBase = base;
  base = depth;
  try {
    writeValue(value);
    return copy(bytes, start, position);
  } finally {
    position = start;
    if (depth !== base) {
      depth = base;
      containers.length = base;
    }
    base = outerBase;
    if (start === 0 && bytes.length > KEPT_BYTES) resize(KEPT_BYTES);
  }
}

function writeValue(value: unknown): void {
  if (typeof value === 'number') writeNumber(value);
  else if (typeof value === 'string') writeText(value);
  else if (value === null) writeByte(format.NULL);
  else if (typeof value === 'object') writeObject(value);
  else if (typeof value === 'boolean') writeByte(value ? format.TRUE : format.FALSE);
  else if (value === undefined) writeByte(format.UNDEFINED);
  else if (typeof value === 'bigint') writeBigint(value);
  else throw unsupported(value, trail());
}

function writeNumber(value: number): void {
  const integer = value | 0;
  if (integer !== value || (integer === 0 && 1 / value < 0)) writeDouble(value);
  else if (integer >= 0 && integer < format.SHORT_TEXT) writeByte(integer);
  else {
    writeByte(format.INTEGER);
    writeVarint(((integer << 1) ^ (integer >> 31)) >>> 0);
  }
}

function writeDouble(value: number): void {
  if (Number.isNaN(value)) {
    writeByte(format.NOT_A_NUMBER);
    return;
  }
  reserve(9);
  double.setFloat64(0, value, true);
  bytes[position++] = format.DOUBLE;
  for (let index = 0; index < 8; index++) bytes[position++] = doubleBytes[index] as number;
}

function writeBigint(value: bigint): void {
  const isNegative = value < 0n;
  const digits = (isNegative ? -value : value).toString(16);
  const size = value === 0n ? 0 : (digits.length + 1) >> 1;
  writeByte(isNegative ? format.NEGATIVE_BIGINT : format.POSITIVE_BIGINT);
  writeVarint(size);
  reserve(size);
  text.write(digits.padStart(2 * size, '0'), position, size, 'hex');
  position += size;
}

function writeText(value: string): void {
  const { length } = value;
  if (length <= format.LONGEST_SHORT_TEXT) {
    reserve(1 + length);
    if (writeAscii(value, position + 1)) {
      bytes[position] = format.SHORT_TEXT | length;
      position += 1 + length;
      return;
    }
  }
  writeLongText(value);
}

function writeName(name: string): void {
  const { length } = name;
  if (length > 0 && length <= format.LONGEST_SHORT_TEXT) {
    reserve(length);
    if (writeAscii(name, position) && bytes[position] !== format.NAME_AS_TEXT) {
      position += length;
      bytes[position - 1] = name.charCodeAt(length - 1) | format.MARK;
      return;
    }
  }
  writeByte(format.NAME_AS_TEXT);
  writeText(name);
}

/** False, with some of it written, if there is more than ASCII in it. */
function writeAscii(value: string, start: number): boolean {
  const target = bytes;
  const { length } = value;
  for (let index = 0; index < length; index++) {
    const code = value.charCodeAt(index);
    if (code > 0x7f) return false;
    target[start + index] = code;
  }
  return true;
}

function writeLongText(value: string): void {
  const isUtf8 = format.isWellFormed(value);
  const size = isUtf8 ? Buffer.byteLength(value) : 2 * value.length;
  writeByte(isUtf8 ? format.UTF8_TEXT : format.UTF16_TEXT);
  writeVarint(size);
  reserve(size);
  text.write(value, position, size, isUtf8 ? 'utf8' : 'utf16le');
  position += size;
}

function writeObject(value: object): void {
  if (depth - base >= PROBABLY_A_CYCLE) checkDepth(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) writeFields(value as Record<string, unknown>);
  else if (prototype === Array.prototype && Array.isArray(value)) writeArray(value);
  else if (value instanceof Uint8Array) writeBytes(value, prototype);
  else if (prototype === Map.prototype && types.isMap(value)) writeMap(value);
  else if (prototype === Set.prototype && types.isSet(value)) writeSet(value);
  else if (prototype === Date.prototype && types.isDate(value)) writeDate(value);
  else throw unsupported(value, trail());
}

function writeFields(value: Record<string, unknown>): void {
  const names = Object.keys(value);
  const count = names.length;
  const symbol = Object.getOwnPropertySymbols(value)[0];
  if (symbol !== undefined) throw symbolKey(trail(), symbol);
  writeCount(count, format.LONGEST_SHORT_OBJECT, format.SHORT_OBJECT, format.OBJECT);
  const level = enter(value);
  for (let index = 0; index < count; index++) {
    const name = names[index] as string;
    steps[level] = name;
    writeName(name);
    writeValue(value[name]);
  }
  leave();
}

function writeArray(value: readonly unknown[]): void {
  const count = value.length;
  writeCount(count, format.LONGEST_SHORT_ARRAY, format.SHORT_ARRAY, format.ARRAY);
  const level = enter(value);
  for (let index = 0; index < count; index++) {
    steps[level] = index;
    const element = value[index];
    if (element === undefined && !Object.hasOwn(value, index)) writeByte(format.HOLE);
    else writeValue(element);
  }
  leave();
}

function writeBytes(value: Uint8Array, prototype: unknown): void {
  if (prototype !== Uint8Array.prototype && prototype !== Buffer.prototype) throw unsupported(value, trail());
  const size = value.length;
  writeByte(format.BYTES);
  writeVarint(size);
  reserve(size);
  bytes.set(value, position);
  position += size;
}

function writeMap(value: ReadonlyMap<unknown, unknown>): void {
  const count = value.size;
  writeByte(format.MAP);
  writeVarint(count);
  const level = enter(value);
  let written = 0;
  for (const [key, item] of value) {
    steps[level] = 2 * written;
    writeValue(key);
    steps[level] = 2 * written + 1;
    writeValue(item);
    written += 1;
  }
  leave();
  if (written !== count) throw changed(trail());
}

function writeSet(value: ReadonlySet<unknown>): void {
  const count = value.size;
  writeByte(format.SET);
  writeVarint(count);
  const level = enter(value);
  let written = 0;
  for (const element of value) {
    steps[level] = written++;
    writeValue(element);
  }
  leave();
  if (written !== count) throw changed(trail());
}

function writeDate(value: Date): void {
  writeByte(format.DATE);
  writeNumber(value.getTime());
}

function writeCount(count: number, longestShort: number, shortTag: number, tag: number): void {
  if (count <= longestShort) {
    writeByte(shortTag | count);
  } else {
    writeByte(tag);
    writeVarint(count);
  }
}

function writeByte(byte: number): void {
  reserve(1);
  bytes[position++] = byte;
}

function writeVarint(value: number): void {
  reserve(5);
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes[position++] = (rest & 0x7f) | format.MARK;
  bytes[position++] = rest;
}

function reserve(size: number): void {
  if (position + size > bytes.length) grow(position + size);
}

function grow(size: number): void {
  if (size > MAX_BYTES) throw tooLarge(MAX_BYTES);
  const written = bytes;
  resize(Math.min(2 * size, MAX_BYTES));
  bytes.set(written);
}

function resize(size: number): void {
  bytes = new Uint8Array(size);
  text = Buffer.from(bytes.buffer);
}

/** Notes the way into a container; its place in `steps` is the result. */
function enter(container: object): number {
  containers[depth] = container;
  return depth++;
}

function leave(): void {
  depth -= 1;
  containers[depth] = NOTHING;
}

function checkDepth(container: object): void {
  const isCycle = containers.lastIndexOf(container, depth - 1) >= base;
  if (isCycle || depth - base >= format.MAX_DEPTH) throw tooDeep(container, trail(), format.MAX_DEPTH);
}

function trail(): Trail {
  return { containers: containers.slice(base, depth), steps: steps.slice(base, depth) };
}
