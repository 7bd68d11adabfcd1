import { clip, plainText } from '../plain-text.ts';

/** A submission cannot be taken in, for the reason in `message`. It is refused; the others go on. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}

const MAX_SHOWN = 80;

/** A name that a stranger chose, fit to stand in a reason or a note. */
export function shownName(name: string): string {
  return clip(plainText(name), MAX_SHOWN);
}

/** A list in words: `a, b, and c`. Beyond `most` names it says how many there are. */
export function shownNames(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map(shownName);
  if (names.length > most) shown.push(`${names.length - most} more`);
  return new Intl.ListFormat('en').format(shown);
}
