import * as format from './format.ts';
import { bigintFrom, isArrayIndex, textFromUtf8, textFromUtf16 } from './leaves.ts';
import { intern, ShortTexts } from './short-texts.ts';

/** The bytes given to `decode` are not what `encode` made. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

const NO_BYTES = new Uint8Array(0);
const DIGIT_NINE = 0x39;
const names = new ShortTexts(intern);
const words = new ShortTexts((text) => text);

let input: Uint8Array = NO_BYTES;
let position = 0;
let depth = 0;

const double = new DataView(new ArrayBuffer(8));
const doubleBytes = new Uint8Array(double.buffer);

/**
 * The value that `encode` was given; shares no memory with `bytes`. Throws a `DecodeError` on anything else.
 * That the value has the type `Value` is for the caller to know: it is not checked.
 */
export function decode<Value>(bytes: Uint8Array): Value {
  if (!(bytes instanceof Uint8Array))
    throw new DecodeError(`decode: takes a Uint8Array, not ${typeof bytes}`);
  input = bytes;
  position = 0;
  depth = 0;
  try {
    const value = readValue();
    if (position !== input.length) throw invalid('bytes after the end of the value');
    return value as Value;
  } finally {
    input = NO_BYTES;
  }
}

function invalid(reason: string): DecodeError {
  return new DecodeError(`decode: ${reason}, at byte ${position} of ${input.length}`);
}

function readValue(): unknown {
  const tag = readByte();
  if (tag < format.SHORT_TEXT) return tag;
  if (tag < format.SHORT_OBJECT) return readShortText(tag & format.LONGEST_SHORT_TEXT);
  if (tag < format.SHORT_ARRAY) return readFields(tag & format.LONGEST_SHORT_OBJECT);
  if (tag < format.NULL) return readArray(tag & format.LONGEST_SHORT_ARRAY);
  return readTagged(tag);
}

function readTagged(tag: number): unknown {
  switch (tag) {
    case format.NULL:
      return null;
    case format.UNDEFINED:
      return undefined;
    case format.FALSE:
      return false;
    case format.TRUE:
      return true;
    case format.POSITIVE_BIGINT:
      return readMagnitude();
    case format.NEGATIVE_BIGINT:
      return readNegativeBigint();
    case format.UTF8_TEXT:
      return readUtf8();
    case format.UTF16_TEXT:
      return readUtf16();
    case format.BYTES:
      return new Uint8Array(readSlice(readVarint()));
    case format.DATE:
      return readDate();
    case format.ARRAY:
      return readArray(readCount(format.LONGEST_SHORT_ARRAY));
    case format.OBJECT:
      return readFields(readCount(format.LONGEST_SHORT_OBJECT));
    case format.MAP:
      return readMap(readVarint());
    case format.SET:
      return readSet(readVarint());
    default:
      return readNumber(tag);
  }
}

function readInteger(): number {
  const zigzag = readVarint();
  const value = (zigzag >>> 1) ^ -(zigzag & 1);
  if (value >= 0 && value < format.SHORT_TEXT) throw invalid('an integer that is too long');
  return value;
}

function readDouble(): number {
  if (position + 8 > input.length) throw invalid('an unexpected end');
  for (let index = 0; index < 8; index++) doubleBytes[index] = input[position++] as number;
  const value = double.getFloat64(0, true);
  if (Object.is(value | 0, value) || Number.isNaN(value)) throw invalid('a double that should not be one');
  return value;
}

function readMagnitude(): bigint {
  const magnitude = bigintFrom(readSlice(readVarint()));
  if (magnitude === undefined) throw invalid('a bigint of a wrong length');
  return magnitude;
}

function readNegativeBigint(): bigint {
  const magnitude = readMagnitude();
  if (magnitude === 0n) throw invalid('a negative zero bigint');
  return -magnitude;
}

function readUtf8(): string {
  const text = textFromUtf8(readSlice(readVarint()));
  if (text === undefined) throw invalid('a text that should not be in UTF-8, or is not');
  return text;
}

function readUtf16(): string {
  const text = textFromUtf16(readSlice(readVarint()));
  if (text === undefined) throw invalid('a text that should not be in UTF-16');
  return text;
}

function readDate(): Date {
  const time = readNumber(readByte());
  const date = new Date(time);
  if (!Object.is(date.getTime(), time)) throw invalid('a date that does not exist');
  return date;
}

function readNumber(tag: number): number {
  if (tag < format.SHORT_TEXT) return tag;
  if (tag === format.INTEGER) return readInteger();
  if (tag === format.DOUBLE) return readDouble();
  if (tag === format.NOT_A_NUMBER) return Number.NaN;
  throw invalid('a wrong tag');
}

function readShortText(length: number): string {
  const start = position;
  const end = start + length;
  if (end > input.length) throw invalid('an unexpected end');
  let hash = length;
  let union = 0;
  for (let index = start; index < end; index++) {
    const byte = input[index] as number;
    hash = (Math.imul(hash, 31) + byte) | 0;
    union |= byte;
  }
  if (union > 0x7f) throw invalid('a short text that is not ASCII');
  position = end;
  return words.read(input, start, end, hash);
}

function readFields(count: number): Record<string, unknown> {
  enter(2 * count);
  const fields: Record<string, unknown> = {};
  let indexes = 0;
  let lastIndex = -1;
  for (let index = 0; index < count; index++) {
    const maybeIndex = ((input[position] as number) & ~format.MARK) <= DIGIT_NINE;
    const name = readName();
    if (maybeIndex && isArrayIndex(name)) {
      // Engines keep these fields before all others and in order.
      if (indexes !== index || Number(name) <= lastIndex) throw invalid('a field that is out of order');
      indexes += 1;
      lastIndex = Number(name);
    }
    const value = readValue();
    if (name === '__proto__') defineField(fields, name, value);
    else fields[name] = value;
  }
  if (Object.keys(fields).length !== count) throw invalid('a field that occurs twice');
  depth -= 1;
  return fields;
}

function readName(): string {
  const bytes = input;
  const start = position;
  if (bytes[start] === format.NAME_AS_TEXT) return readNameAsText();
  // Names that begin with NUL are written as texts, also the one that is nothing else.
  if (bytes[start] === (format.NAME_AS_TEXT | format.MARK)) throw invalid('a name in a wrong form');
  let hash = 0;
  let end = start;
  for (let isLast = false; !isLast; end++) {
    const byte = bytes[end];
    if (byte === undefined) throw invalid('an unexpected end');
    hash = (Math.imul(hash, 31) + byte) | 0;
    isLast = byte >= format.MARK;
  }
  if (end - start > format.LONGEST_SHORT_TEXT) throw invalid('a name that is too long');
  position = end;
  return names.read(bytes, start, end, hash);
}

function readNameAsText(): string {
  position += 1;
  const tag = readByte();
  if (tag === format.UTF8_TEXT) return readUtf8();
  if (tag === format.UTF16_TEXT) return readUtf16();
  if (tag === format.SHORT_TEXT) return '';
  const isShort = tag > format.SHORT_TEXT && tag < format.SHORT_OBJECT;
  if (!isShort || input[position] !== format.NAME_AS_TEXT) throw invalid('a name in a wrong form');
  return readShortText(tag & format.LONGEST_SHORT_TEXT);
}

/** Assigning to `__proto__` would set the prototype. */
function defineField(fields: object, key: string, value: unknown): void {
  Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
}

function readArray(count: number): unknown[] {
  enter(count);
  const array: unknown[] = [];
  for (let index = 0; index < count; index++) {
    if (input[position] === format.HOLE) {
      position += 1;
      array.length += 1;
    } else {
      array.push(readValue());
    }
  }
  depth -= 1;
  return array;
}

function readMap(count: number): Map<unknown, unknown> {
  enter(2 * count);
  const map = new Map<unknown, unknown>();
  for (let index = 0; index < count; index++) map.set(readMember(), readValue());
  if (map.size !== count) throw invalid('a key that occurs twice');
  depth -= 1;
  return map;
}

function readSet(count: number): Set<unknown> {
  enter(count);
  const set = new Set<unknown>();
  for (let index = 0; index < count; index++) set.add(readMember());
  if (set.size !== count) throw invalid('an element that occurs twice');
  depth -= 1;
  return set;
}

/** Map and Set take -0 for 0. */
function readMember(): unknown {
  const value = readValue();
  if (Object.is(value, -0)) throw invalid('-0 as a key');
  return value;
}

/** Goes one level down, to values that take at least `size` bytes. */
function enter(size: number): void {
  if (position + size > input.length) throw invalid('an unexpected end');
  if (depth >= format.MAX_DEPTH) throw invalid('too many levels');
  depth += 1;
}

function readByte(): number {
  const byte = input[position];
  if (byte === undefined) throw invalid('an unexpected end');
  position += 1;
  return byte;
}

function readVarint(): number {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = readByte();
    value |= (byte & 0x7f) << shift;
    if (byte <= 0x7f) {
      if ((byte === 0 && shift > 0) || (shift === 28 && byte > 0x0f)) break;
      return value >>> 0;
    }
    if (shift === 28) break;
  }
  throw invalid('a number that is too long');
}

function readCount(longestShort: number): number {
  const count = readVarint();
  if (count <= longestShort) throw invalid('a short count in the form of a long one');
  return count;
}

/** A view of the next bytes of the input. */
function readSlice(size: number): Uint8Array {
  const end = position + size;
  if (end > input.length) throw invalid('an unexpected end');
  const slice = input.subarray(position, end);
  position = end;
  return slice;
}
