import { readSync } from 'node:fs';

const LINE_FEED = 10;
const BLOCK_BYTES = 2 ** 16;

/**
 * Where the pieces of a file end whose size is `size`: after a line feed each, but for the last. Pieces are
 * about equal and take at most `mostBytes`; one that takes more is a single line. UTF-8 has no line feed
 * inside of a character. Holds no more than a block of the file at a time.
 */
export function cutAtLines(descriptor: number, size: number, mostBytes: number): number[] {
  const ends: number[] = [];
  let begin = 0;
  while (size - begin > mostBytes) {
    const pieces = Math.ceil((size - begin) / mostBytes);
    const target = begin + Math.ceil((size - begin) / pieces);
    begin = lineEndBefore(descriptor, begin, target) ?? lineEndAfter(descriptor, target, size);
    ends.push(begin);
  }
  if (begin < size) ends.push(size);
  return ends;
}

/** The number of line feeds in a range of a file. */
export function countLines(descriptor: number, begin: number, end: number): number {
  let count = 0;
  for (let at = begin; at < end; at += BLOCK_BYTES) {
    const block = readBlock(descriptor, at, Math.min(end, at + BLOCK_BYTES));
    for (let found = block.indexOf(LINE_FEED); found >= 0; found = block.indexOf(LINE_FEED, found + 1)) {
      count += 1;
    }
  }
  return count;
}

/** The last place after a line feed that is not beyond `target`, if there is one beyond `begin`. */
function lineEndBefore(descriptor: number, begin: number, target: number): number | undefined {
  for (let at = target; at > begin; at -= BLOCK_BYTES) {
    const start = Math.max(begin, at - BLOCK_BYTES);
    const found = readBlock(descriptor, start, at).lastIndexOf(LINE_FEED);
    if (found >= 0) return start + found + 1;
  }
  return undefined;
}

/** The first place after a line feed that is beyond `target`, or the end. */
function lineEndAfter(descriptor: number, target: number, size: number): number {
  for (let at = target; at < size; at += BLOCK_BYTES) {
    const found = readBlock(descriptor, at, Math.min(size, at + BLOCK_BYTES)).indexOf(LINE_FEED);
    if (found >= 0) return at + found + 1;
  }
  return size;
}

/** Shorter than asked for only if the file has become shorter. */
function readBlock(descriptor: number, begin: number, end: number): Buffer {
  const block = Buffer.allocUnsafe(end - begin);
  return block.subarray(0, readSync(descriptor, block, 0, block.length, begin));
}
