import { constants } from 'node:buffer';
import { closeSync, openSync } from 'node:fs';
import { Misuse } from './failures.ts';
import type { InputFile } from './input-files.ts';
import { cutAtLines } from './line-ends.ts';

/** Files up to this size stay whole, and small ones share a map task up to this size. 16 MB, as in §5.2. */
export const LARGEST_SPLIT_BYTES: number = 16 * 2 ** 20;

/**
 * A map task has a few times as many fellows as there are workers, so that none is left with much at the end.
 */
const SPLITS_PER_WORKER = 4;

/** Whole lines of a file, as a range of its bytes. */
export interface Piece {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly begin: number;
  readonly end: number;
  /** Whether it is all of the file. */
  readonly isWhole: boolean;
}

/** What one map task reads. */
export interface Split {
  /** As the lab code knows it. */
  readonly name: string;
  readonly pieces: readonly Piece[];
}

/**
 * Makes map tasks of files: a large file is cut at line ends, small ones are put together. How a file is cut
 * depends on nothing but its bytes, so that `map` is always called with the same. Throws `Misuse` if a line
 * is longer than a string can be.
 */
export function planSplits(
  files: readonly InputFile[],
  workers: number,
  mostBytes: number = LARGEST_SPLIT_BYTES,
): Split[] {
  const totalBytes = files.reduce((total, { bytes }) => total + bytes, 0);
  const groupBytes = Math.min(mostBytes, Math.ceil(totalBytes / (SPLITS_PER_WORKER * workers)));
  const groups: Piece[][] = [];
  let [group, bytes]: [Piece[], number] = [[], 0];
  for (const file of files) {
    if (file.bytes > mostBytes) {
      for (const piece of cut(file, mostBytes)) groups.push([piece]);
      continue;
    }
    if (group.length === 0 || bytes + file.bytes > groupBytes) {
      [group, bytes] = [[], 0];
      groups.push(group);
    }
    group.push(pieceOf(file, 0, file.bytes));
    bytes += file.bytes;
  }
  return groups.map((pieces, index) => ({ name: `split-${index}`, pieces }));
}

function cut(file: InputFile, mostBytes: number): Piece[] {
  const descriptor = openSync(file.path, 'r');
  try {
    let begin = 0;
    return cutAtLines(descriptor, file.bytes, mostBytes).map((end) => {
      const piece = pieceOf(file, begin, end);
      begin = end;
      return piece;
    });
  } finally {
    closeSync(descriptor);
  }
}

function pieceOf({ name, path, bytes }: InputFile, begin: number, end: number): Piece {
  if (end - begin > constants.MAX_STRING_LENGTH) {
    const megabytes = Math.round((end - begin) / 1e6);
    throw new Misuse(`"${name}" has a line of ${megabytes} MB: more than a string can hold`);
  }
  return { name, path, begin, end, isWhole: end - begin === bytes };
}
