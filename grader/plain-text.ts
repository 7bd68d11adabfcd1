import { stripVTControlCharacters } from 'node:util';

/** Control characters, and those that turn the direction of what follows them. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * One line that is safe to print. Folder names and messages come from strangers: unfiltered, they could move
 * the cursor and paint a better score over the table.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s*\n\s*/g, ' · ')
    .replace(UNPRINTABLE, '\ufffd');
}

/** Cuts a line to `length` characters, the mark of the cut included. */
export function clip(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
