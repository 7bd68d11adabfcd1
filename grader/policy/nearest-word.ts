import { distance } from 'fastest-levenshtein';

/** Changed letters, as a share of the word, beyond which two words have nothing to do with each other. */
const FARTHEST = 0.7;

/**
 * The known word that was probably meant: the one that `word` begins, or else is nearest to, if any is near.
 */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const begun = word === '' ? undefined : known.find((one) => one.startsWith(word));
  if (begun !== undefined) return begun;
  const [nearest] = known
    .map((one) => ({ one, steps: distance(word.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps);
  return nearest && nearest.steps <= FARTHEST * nearest.one.length ? nearest.one : undefined;
}
