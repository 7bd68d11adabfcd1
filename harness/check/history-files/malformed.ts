/**
 * A file that is no history: nothing can be said of what it records. The message says what was expected and
 * what was found; whoever knows the file's name puts it in front, with the line.
 */
export class MalformedHistory extends Error {
  override readonly name = 'MalformedHistory';
  /** From 1; undefined if it is about the whole file. */
  readonly line: number | undefined;
  readonly expected: string;
  readonly found: string;

  constructor(line: number | undefined, expected: string, found: string) {
    super(`expected ${expected}, found ${found}`);
    this.line = line;
    this.expected = expected;
    this.found = found;
  }
}

/** A line of a history file, without its line end. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The line is not what it should be, or the part of it that is `found`. */
export function malformed(line: Line, expected: string, found: string = line.text): MalformedHistory {
  return new MalformedHistory(line.number, expected, quote(found));
}

const SHOWN = 72;

/** In quotes, on one line, cut short, with what a terminal would take for a command as an escape. */
export function quote(text: string): string {
  // Cut before anything else: the text may be the whole of a big file.
  const begin = text
    .slice(0, 4 * SHOWN)
    .replace(/\s+/g, ' ')
    .trim();
  const isCut = begin.length > SHOWN || text.length > 4 * SHOWN;
  const shown = isCut ? `${begin.slice(0, SHOWN - 1)}…` : begin;
  return `"${shown.replace(/[\p{Cc}\p{Cf}]/gu, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
