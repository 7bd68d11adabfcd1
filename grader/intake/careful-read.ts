import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { MAX_FILE_BYTES, megabytes } from './limits.ts';
import { shownName, Unfit } from './unfit.ts';

/** Links are never followed, and opening a pipe must not wait for a writer. (Windows has neither flag.) */
const CAREFULLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const OURS = ['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE', 'ENOMEM'];

/** Reads a file that may have grown, or become something else, since it was listed. Throws `Unfit`. */
export function readWhole(file: string, shown: string, mostBytes: number = MAX_FILE_BYTES): Buffer {
  return readable(shown, () => {
    const fd = openSync(file, CAREFULLY);
    try {
      if (!fstatSync(fd).isFile()) throw new Unfit(`${shownName(shown)} is no file`);
      return readUpTo(fd, fstatSync(fd).size, mostBytes, shown);
    } finally {
      closeSync(fd);
    }
  });
}

function readUpTo(fd: number, size: number, mostBytes: number, shown: string): Buffer {
  if (size > mostBytes) throw new Unfit(`${shownName(shown)} is larger than ${megabytes(mostBytes)}`);
  const content = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const more = readSync(fd, content, length, size - length, null);
    if (more === 0) break;
    length += more;
  }
  return content.subarray(0, length);
}

/** What the file system refuses to show is the submission's fault; a full disk is not. Throws `Unfit`. */
export function readable<T>(shown: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Unfit) throw error;
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (OURS.includes(code)) throw error;
    throw new Unfit(`${shown === '' ? 'it' : shownName(shown)} cannot be read (${code})`);
  }
}

/** What lies there itself, links not followed; undefined if nothing does, or nothing that can be seen. */
export function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
