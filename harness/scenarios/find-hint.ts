import { LABS } from './index.ts';
import type { Hint, Part } from './scenario.ts';
import { WORLD_HINTS } from './world-hints.ts';

/** How a scenario failed, as far as hints go. */
export interface Symptom {
  /** `raft/election-safety`. */
  readonly rule: string;
  /** Of the scenario. */
  readonly slug: string;
  /** What the failure says, if that is known. */
  readonly message?: string;
}

/** The hints that a student can ask for in this part: its own, then those of every lab. */
export function hintsOf(part: Part): readonly Hint[] {
  return [...part.hints, ...WORLD_HINTS];
}

/** Slugs of scenarios that pass with the code that failed, as far as is known. */
export type Passing = ReadonlySet<string>;

const NONE: Passing = new Set();

/**
 * Hints for this failure, the best first: those for its rule and its scenario, then for its rule, then for
 * its scenario. A hint whose scenarios all pass is about a problem that has been solved, and comes last.
 */
export function hintsFor(part: Part, symptom: Symptom, passing: Passing = NONE): readonly Hint[] {
  const fitting = hintsOf(part).map((hint) => ({ hint, fit: fitOf(hint, symptom, passing) }));
  return fitting
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ hint }) => hint);
}

/** Of these, those that fit as well as the first. */
export function bestHintsFor(part: Part, symptom: Symptom, passing: Passing = NONE): readonly Hint[] {
  const hints = hintsFor(part, symptom, passing);
  const [best] = hints;
  return hints.filter((hint) => best && fitOf(hint, symptom, passing) === fitOf(best, symptom, passing));
}

/** What to type after `npm run hint` for this failure: part and word. Undefined if no hint fits. */
export function hintWords(partId: string, symptom: Symptom, passing: Passing = NONE): string | undefined {
  const part = partOf(partId);
  const best = part && hintsFor(part, symptom, passing)[0];
  return best && `${partId} ${best.word}`;
}

/**
 * How many scenarios a failure of this one may be about: as many as the hint names that names this one and
 * the fewest others. Infinity if no hint names it.
 */
export function breadthOf(partId: string, slug: string): number {
  const part = partOf(partId);
  const naming = part?.hints.filter(({ of }) => of.includes(slug)) ?? [];
  return Math.min(...naming.map((hint) => slugsOf(hint).length));
}

function partOf(partId: string): Part | undefined {
  return LABS.flatMap(({ parts }) => parts).find(({ id }) => id === partId);
}

const EXCEPTION = 'lab/exception';

/** 0: not at all. What an exception says tells more than where it was thrown. */
function fitOf(hint: Hint, symptom: Symptom, passing: Passing): number {
  const { rule, slug } = symptom;
  const isOfRule = hint.of.includes(rule) && isAbout(hint, symptom);
  const ofRule = rule === EXCEPTION && hint.thrown ? 4 : 2;
  const fit = (isOfRule ? ofRule : 0) + (hint.of.includes(slug) ? 1 : 0);
  return isSolved(hint, passing) ? fit / SOLVED : fit;
}

/** Anything can be thrown: of exceptions, a hint may be for some only. */
function isAbout({ thrown }: Hint, { rule, message = '' }: Symptom): boolean {
  if (rule !== EXCEPTION || !thrown) return true;
  return thrown.some((text) => message.includes(text));
}

/** Larger than any fit: what is solved fits less than whatever is not. */
const SOLVED = 10;

function isSolved(hint: Hint, passing: Passing): boolean {
  const slugs = slugsOf(hint);
  return slugs.length > 0 && slugs.every((slug) => passing.has(slug));
}

/** The scenarios that it names; what has a slash is a rule. */
function slugsOf({ of }: Hint): string[] {
  return of.filter((name) => !name.includes('/'));
}
