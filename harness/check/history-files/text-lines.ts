import { isUtf8 } from 'node:buffer';
import { type Line, MalformedHistory } from './malformed.ts';

/** The lines that are not blank, whatever system their ends are of. */
export function* linesOf(text: string): Generator<Line> {
  let begin = 0;
  for (let number = 1; begin < text.length; number += 1) {
    const found = text.indexOf('\n', begin);
    const end = found < 0 ? text.length : found;
    const line = text.slice(begin, end).trimEnd();
    if (line !== '') yield { number, text: line };
    begin = end + 1;
  }
}

/** The text of a file. Throws `MalformedHistory` if it is none. */
export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) refuse('a gzip archive: unpack it first');
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    refuse('UTF-16: save it as UTF-8');
  }
  if (bytes.includes(0)) refuse('zero bytes, as binary files have them');
  if (!isUtf8(bytes)) refuse('bytes that are no UTF-8');
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function refuse(found: string): never {
  throw new MalformedHistory(undefined, 'a text file in UTF-8', found);
}
