import type { Span } from './spans.ts';

/** Spans whose `of` a text names: `in-4.txt`. */
export function namedSpans(spans: readonly Span[], text: string): readonly Span[] {
  const isNamed = new Map<string, boolean>();
  return spans.filter(({ of }) => {
    const known = isNamed.get(of) ?? findName(text, of) !== undefined;
    isNamed.set(of, known);
    return known;
  });
}

/** A name has something that words and numbers have not: `in-4.txt` and `mr-out-2`, not `the` or `5`. */
const NAME = /\p{L}.*[^\p{L}]|[^\p{L}].*\p{L}/u;
const WORD = /[\p{L}\p{N}_-]/u;

/** Where the name stands by itself in a text: `in-1` does not in `in-12`. Undefined if nowhere. */
export function findName(text: string, name: string): number | undefined {
  if (!NAME.test(name)) return undefined;
  const isFree = (character: string | undefined) => character === undefined || !WORD.test(character);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (isFree(text[at - 1]) && isFree(text[at + name.length])) return at;
  }
  return undefined;
}
