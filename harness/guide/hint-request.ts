import type { HintStep } from '../run/hint-text.ts';
import { bestHintsFor, hintsOf } from '../scenarios/find-hint.ts';
import type { Hint, Lab, Part } from '../scenarios/scenario.ts';
import {
  failures,
  type KnownFailure,
  type LabStanding,
  NOT_WRITTEN,
  type PartStanding,
  passing,
} from './standing.ts';

/** What `npm run hint` was asked for. */
export type HintRequest =
  | { readonly kind: 'parts' }
  | { readonly kind: 'list'; readonly standing: PartStanding }
  /** `others` fit what was typed as well. */
  | {
      readonly kind: 'hint';
      readonly part: Part;
      readonly hint: Hint;
      readonly step: HintStep;
      readonly others: readonly Hint[];
    }
  | { readonly kind: 'misuse'; readonly message: string };

/** A hint with its number in the part's list, which is the same from one day to the next. */
export interface ListedHint {
  readonly number: number;
  readonly hint: Hint;
  /** What failed in the last runs that it fits. */
  readonly fits: readonly KnownFailure[];
}

/** Reads the words after `npm run hint`. */
export function readHintRequest(words: readonly string[], standings: readonly LabStanding[]): HintRequest {
  const [partWord, hintWord, stepWord = '1', ...rest] = words;
  if (partWord === undefined) return { kind: 'parts' };
  const labs = standings.map(({ lab }) => lab);
  const standing = findPart(partWord, standings);
  if (!standing) return misuse(unknownPart(partWord, labs));
  const { part } = standing;
  if (hintWord === undefined) return { kind: 'list', standing };
  if (rest.length > 0) return misuse(`one hint at a time: npm run hint ${part.id} ${hintWord} ${stepWord}`);
  const [hint, ...others] = findHints(hintWord, standing);
  if (!hint) return misuse(unknownHint(hintWord, part));
  const step = readStep(stepWord);
  if (!step) return misuse(`a hint has the steps 1, 2 and 3, and no "${stepWord}".`);
  return { kind: 'hint', part, hint, step, others };
}

/** The hints of a part: those that fit the last failures best come first, in the order of these. */
export function listHints(standing: PartStanding): readonly ListedHint[] {
  const { part } = standing;
  const known = failures(standing).filter(({ rule }) => rule !== NOT_WRITTEN);
  const best = known.map((failure) => bestHintsFor(part, failure, passing(standing)));
  const listed = hintsOf(part).map((hint, index): ListedHint => {
    return { number: index + 1, hint, fits: known.filter((_, at) => best[at]?.includes(hint)) };
  });
  const firstFit = ({ fits: [failure] }: ListedHint): number =>
    failure ? known.indexOf(failure) : known.length;
  return listed.sort((a, b) => firstFit(a) - firstFit(b) || a.number - b.number);
}

/** By word, number, rule (`raft/election-safety`, `election-safety`) or scenario. */
function findHints(word: string, standing: PartStanding): readonly Hint[] {
  const listed = listHints(standing);
  const named = listed.filter(({ number, hint }) => hint.word === word || String(number) === word);
  const matching =
    named.length > 0
      ? named
      : listed.filter(({ hint }) => hint.of.some((name) => name === word || name.endsWith(`/${word}`)));
  return matching.map(({ hint }) => hint);
}

/** `lab2b`; `lab1` too, of a lab with one part. */
function findPart(word: string, standings: readonly LabStanding[]): PartStanding | undefined {
  const parts = standings.flatMap((lab) => lab.parts);
  const lab = standings.find((one) => one.lab.word === word || one.lab.id === word);
  return parts.find(({ part }) => part.id === word) ?? (lab?.parts.length === 1 ? lab.parts[0] : undefined);
}

function readStep(word: string): HintStep | undefined {
  const steps: readonly HintStep[] = [1, 2, 3];
  return steps.find((step) => String(step) === word);
}

function unknownPart(word: string, labs: readonly Lab[]): string {
  const parts = labs.flatMap((lab) => lab.parts.map(({ id }) => id));
  const lab = labs.find((one) => one.word === word || one.id === word);
  const why = lab ? `${word} has several parts; name one of them.` : `"${word}" is no part.`;
  const known = lab ? lab.parts.map(({ id }) => id) : parts;
  return `${why} Parts: ${known.join(' ')}`;
}

function unknownHint(word: string, part: Part): string {
  const known = hintsOf(part).map((hint) => hint.word);
  return `${part.id} has no hint "${word}", nor a rule or scenario of that name that has one.\nHints: ${known.join(' ')}`;
}

function misuse(message: string): HintRequest {
  return { kind: 'misuse', message };
}
