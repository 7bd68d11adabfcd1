/**
 * The format of encoded values. A value is a tag byte and what belongs to it. The four most frequent kinds
 * carry a number in the tag itself:
 *
 *     0x00 .. 0x7f   the integers 0 to 127
 *     0x80 .. 0xbf   a text of 0 to 63 ASCII characters, which follow
 *     0xc0 .. 0xcf   an object of 0 to 15 fields: a name and a value each
 *     0xd0 .. 0xdf   an array of 0 to 15 elements
 *
 * The others are below. The name of a field is 1 to 63 ASCII characters, the top bit set on the last; or, if
 * it has others, begins with a zero or is of another length, a zero and the name as a text. This spares a
 * byte a field, which counts: V8 allocates arrays of up to 64 bytes several times faster than longer ones. A
 * length is a varint: seven bits a byte, the lowest first, the top bit set on all but the last byte. Of all
 * ways to write a value only the shortest is valid, so that equal values that were built in the same order
 * have equal bytes on every machine; fingerprints of runs rest on that.
 */
export const SHORT_TEXT = 0x80;
export const SHORT_OBJECT = 0xc0;
export const SHORT_ARRAY = 0xd0;

/** Also of a name. */
export const LONGEST_SHORT_TEXT = 63;
export const LONGEST_SHORT_OBJECT = 15;
export const LONGEST_SHORT_ARRAY = 15;

export const NULL = 0xe0;
export const UNDEFINED = 0xe1;
export const FALSE = 0xe2;
export const TRUE = 0xe3;
/** Another integer of 32 bits, as a varint in zigzag: 0, -1, 1, -2, … become 0, 1, 2, 3, … */
export const INTEGER = 0xe4;
/** Any other number, -0 among them: eight bytes, IEEE 754, lowest first. */
export const DOUBLE = 0xe5;
/** Has a tag of its own because its bits differ from machine to machine. */
export const NOT_A_NUMBER = 0xe6;
/** Length in bytes, then the magnitude, highest byte first. Zero has no bytes. */
export const POSITIVE_BIGINT = 0xe7;
export const NEGATIVE_BIGINT = 0xe8;
/** Length in bytes, then UTF-8. */
export const UTF8_TEXT = 0xe9;
/**
 * Length in bytes, then UTF-16, low byte first: only for texts with lone surrogates, which UTF-8 cannot say.
 */
export const UTF16_TEXT = 0xea;
/** Length, then the bytes. */
export const BYTES = 0xeb;
/** The time value, as a number; `NOT_A_NUMBER` for an invalid date. */
export const DATE = 0xec;
/** Number of elements, then each. */
export const ARRAY = 0xed;
/** In place of an element that an array does not have. */
export const HOLE = 0xee;
/** Number of fields, then each. */
export const OBJECT = 0xef;
/** Number of entries, then key and value of each. */
export const MAP = 0xf0;
/** Number of elements, then each. */
export const SET = 0xf1;

/** The top bit: set on the last character of a name, and on all bytes of a varint but the last. */
export const MARK = 0x80;
/** Begins a name that is written as a text. */
export const NAME_AS_TEXT = 0;

/** Deepest nesting of containers. Keeps the stack safe in both directions. */
export const MAX_DEPTH = 500;

/** `String.prototype.isWellFormed` is newer than the library that the project's types are checked against. */
export function isWellFormed(text: string): boolean {
  return (text as unknown as { isWellFormed(): boolean }).isWellFormed();
}
