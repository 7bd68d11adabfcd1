import { LABS } from '../../harness/scenarios/index.ts';
import { Misuse } from '../misuse.ts';
import { byId } from '../order.ts';
import { CodeShelf } from './code-shelf.ts';
import { type KnownCode, knownCode } from './known-code.ts';
import type { LabText } from './lab-text.ts';
import { likeness } from './likeness.ts';
import { type RankedPair, rankPairs } from './rank-pairs.ts';
import { rankLikeSolution } from './rank-solution.ts';
import type { ComparedSubmission, LikeSolution, SimilarityReport, SimilarPair } from './similarity-report.ts';
import { readPrints, type SubmissionPrints, type SubmittedCode } from './submission-prints.ts';

/** Pairs, and submissions close to our solution, that the report names. */
const MOST_LISTED = 200;
/** Every pair has a place in memory, for every lab. */
const MOST_SUBMISSIONS = 4000;

const WORDS: ReadonlyMap<string, string> = new Map(LABS.map(({ id, word }) => [id, word]));

/**
 * Compares every submission with every other and with our solutions, lab by lab. Only reads files, and keeps
 * little of them in memory. Throws `Misuse` if there are too many submissions.
 */
export async function similarity(submissions: readonly SubmittedCode[]): Promise<SimilarityReport> {
  if (submissions.length > MOST_SUBMISSIONS)
    throw new Misuse(
      `--similarity compares at most ${MOST_SUBMISSIONS} submissions, and these are ${submissions.length}: ` +
        'leave it out, or compare a part of them',
    );
  const sorted = [...submissions].sort(byId);
  const known = await knownCode();
  const prints: SubmissionPrints[] = [];
  for (const submission of sorted) prints.push(await readPrints(submission, known, WORDS));
  const nothing = new Float64Array(0);
  const sets = LABS.map(({ id }) => prints.map(({ labs }) => labs.get(id)?.own ?? nothing));
  const { top, usual } = rankPairs(sets, MOST_LISTED);
  const shelf = new CodeShelf(sorted);
  return {
    version: 1,
    labs: LABS.map(({ word }) => word),
    submissions: sorted.map(({ id }, at) => compared(id, prints[at] as SubmissionPrints)),
    comparedPairs: (sorted.length * (sorted.length - 1)) / 2,
    usual,
    pairs: await similarPairs(top, sorted, shelf, known),
    likeSolution: await likeSolution(sorted, prints, shelf, known),
    notes: known.notes,
  };
}

function compared(id: string, { labs, notes }: SubmissionPrints): ComparedSubmission {
  const ownFingerprints = [...labs.values()].reduce((sum, { own }) => sum + own.length, 0);
  return { id, ownFingerprints, notes };
}

async function similarPairs(
  pairs: readonly RankedPair[],
  submissions: readonly SubmittedCode[],
  shelf: CodeShelf,
  { handedOut, solutions }: KnownCode,
): Promise<SimilarPair[]> {
  const ours = new Set([...handedOut, ...solutions]);
  const found: SimilarPair[] = [];
  for (const pair of pairs) {
    const sides = async (labId: string) =>
      [await shelf.lab(pair.first, labId), await shelf.lab(pair.second, labId)] as const;
    const [a, b] = [submissions[pair.first], submissions[pair.second]] as [SubmittedCode, SubmittedCode];
    found.push({ a: a.id, b: b.id, ...(await likeness(pair, sides, ours)) });
  }
  return found;
}

async function likeSolution(
  submissions: readonly SubmittedCode[],
  prints: readonly SubmissionPrints[],
  shelf: CodeShelf,
  known: KnownCode,
): Promise<LikeSolution[]> {
  const found: LikeSolution[] = [];
  for (const ranked of rankLikeSolution(prints, known, MOST_LISTED)) {
    const sides = async (labId: string) =>
      [await shelf.lab(ranked.place, labId), known.solutionOf.get(labId) as LabText] as const;
    const { id } = submissions[ranked.place] as SubmittedCode;
    found.push({ id, ...(await likeness(ranked, sides, known.handedOut)) });
  }
  return found;
}
