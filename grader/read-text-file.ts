import { readFile } from 'node:fs/promises';
import { Misuse } from './misuse.ts';
import { plainText } from './plain-text.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'it may not be read by you',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not text in UTF-8',
  ERR_STRING_TOO_LONG: 'it is too long to be read in one piece',
};

/** The text of a file that somebody named. `what` it should be is for the message: throws `Misuse`. */
export async function readTextFile(path: string, what: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new Misuse(`cannot read ${what} ${plainText(path)}: ${REASONS[code] ?? plainText(message)}`);
  }
}
