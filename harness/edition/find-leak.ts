import type { Files } from './edition-files.ts';

/** So many lines of code in a row, as long as this together, are no coincidence. */
const LINES = 4;
const LEAST_CHARACTERS = 80;

export interface Leak {
  /** The file that is handed out. */
  readonly path: string;
  /** The file that its text stands in and that is not. */
  readonly source: string;
  /** The lines, without their indentation. */
  readonly text: string;
}

/**
 * Looks for pieces of `secret` in `files`: a few lines of code in a row, however they are indented. What also
 * stands in `known` is no secret: solutions share some lines with the stubs.
 */
export function findLeak(files: Files, secret: Files, known: Files): Leak | undefined {
  const told = new Set([...known.values()].flatMap(pieces));
  const sources = new Map<string, string>();
  for (const [source, content] of secret) {
    for (const text of pieces(content)) if (!told.has(text)) sources.set(text, source);
  }
  for (const [path, content] of files) {
    for (const text of pieces(content)) {
      const source = sources.get(text);
      if (source !== undefined) return { path, source, text };
    }
  }
  return undefined;
}

function pieces(content: Buffer): string[] {
  const lines = content
    .toString()
    .split('\n')
    .map((line) => line.trim())
    .filter(isCode);
  return lines
    .map((_, index) => lines.slice(index, index + LINES).join('\n'))
    .filter((text) => text.length >= LEAST_CHARACTERS && text.split('\n').length === LINES);
}

/** Imports and types of messages are no secret, and brackets say nothing. */
function isCode(line: string): boolean {
  return /\w/.test(line) && !/^(import\b|export (type )?\{|\} from |readonly |\| )/.test(line);
}
