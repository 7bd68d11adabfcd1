import { LABS } from './index.ts';
import type { Hint, Part } from './scenario.ts';
import { WORLD_HINTS } from './world-hints.ts';

/** How a scenario failed, as far as hints go. */
export interface Symptom {
  /** `raft/election-safety`. */
  readonly rule: string;
  /** Of the scenario. */
  readonly slug: string;
}

/** The hints that a student can ask for in this part: its own, then those of every lab. */
export function hintsOf(part: Part): readonly Hint[] {
  return [...part.hints, ...WORLD_HINTS];
}

/**
 * Hints for this failure, the best first: those for its rule and its scenario, then for its rule, then for
 * its scenario.
 */
export function hintsFor(part: Part, symptom: Symptom): readonly Hint[] {
  const fitting = hintsOf(part).map((hint) => ({ hint, fit: fitOf(hint, symptom) }));
  return fitting
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ hint }) => hint);
}

/** Of these, those that fit as well as the first. */
export function bestHintsFor(part: Part, symptom: Symptom): readonly Hint[] {
  const hints = hintsFor(part, symptom);
  return hints.filter((hint) => hints[0] && fitOf(hint, symptom) === fitOf(hints[0], symptom));
}

/** What to type after `npm run hint` for this failure: part and word. Undefined if no hint fits. */
export function hintWords(partId: string, symptom: Symptom): string | undefined {
  const part = LABS.flatMap(({ parts }) => parts).find(({ id }) => id === partId);
  const best = part && hintsFor(part, symptom)[0];
  return best && `${partId} ${best.word}`;
}

function fitOf({ of }: Hint, { rule, slug }: Symptom): number {
  return (of.includes(rule) ? 2 : 0) + (of.includes(slug) ? 1 : 0);
}
