import { clip, plainText } from '../plain-text.ts';

/** One line of something that a submission chose (its id, a path), cut to `length` characters. */
export function shownLine(text: string, length: number): string {
  return clip(plainText(text), length);
}

/** The same of a text that may have several lines. */
export function shownLines(text: string, length: number): string {
  return clip(text.split(/\r?\n/).map(plainText).join('\n').trim(), length);
}
