/**
 * Blocks that many short byte strings share. A buffer of its own costs a message of 70 bytes more than
 * encoding it does, and the garbage collector has to free each one apart.
 */
const BLOCK_BYTES = 2 ** 16;
/** Shorter than this, a loop copies faster than the built-in `set`, which needs a view of its source. */
const LOOP_BELOW_BYTES = 128;

let block = new Uint8Array(BLOCK_BYTES);
let used = 0;

/** A copy of `source` from `start` up to `end`, in a buffer of its own. */
export function copyAlone(source: Uint8Array, start: number, end: number): Uint8Array {
  return source.slice(start, end);
}

/** The same, as a view of the newest block. */
export function copyIntoBlock(source: Uint8Array, start: number, end: number): Uint8Array {
  const length = end - start;
  // Not `slice`: a Buffer's gives a view of the same memory.
  if (length > BLOCK_BYTES / 4) return new Uint8Array(source.subarray(start, end));
  if (used + length > BLOCK_BYTES) {
    block = new Uint8Array(BLOCK_BYTES);
    used = 0;
  }
  const begin = used;
  used += length;
  if (length < LOOP_BELOW_BYTES) {
    for (let index = 0; index < length; index++) block[begin + index] = source[start + index] as number;
  } else {
    block.set(source.subarray(start, end), begin);
  }
  return block.subarray(begin, used);
}
