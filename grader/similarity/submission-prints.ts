import { join } from 'node:path';
import type { KnownCode } from './known-code.ts';
import { type LabText, readLab } from './lab-text.ts';

/** A submission to compare. The grader's own type has more. */
export interface SubmittedCode {
  readonly id: string;
  /** Where its lab folders lie. */
  readonly root: string;
  /** Ids of the labs that it has (`lab2-raft`). */
  readonly labs: readonly string[];
}

/** What is kept in memory of a lab of a submission: fingerprints, not code. */
export interface LabPrints {
  /** Distinct fingerprints that are neither handed out nor in our solutions. */
  readonly own: Float64Array;
  /** How many stand in our solutions, and are not handed out. */
  readonly ofSolutions: number;
}

export interface SubmissionPrints {
  readonly labs: ReadonlyMap<string, LabPrints>;
  readonly notes: readonly string[];
}

/** Reads all labs of a submission. `wordOf`: lab words by id, for the notes. */
export async function readPrints(
  { root, labs }: SubmittedCode,
  known: KnownCode,
  wordOf: ReadonlyMap<string, string>,
): Promise<SubmissionPrints> {
  const prints = new Map<string, LabPrints>();
  const notes: string[] = [];
  for (const lab of labs) {
    const text = await readLab(join(root, lab));
    notes.push(...text.notes.map((note) => `${wordOf.get(lab)}: ${note}`));
    prints.set(lab, labPrints(text, known));
  }
  return { labs: prints, notes };
}

function labPrints(text: LabText, { handedOut, solutions }: KnownCode): LabPrints {
  const prints = distinctPrints(text, handedOut);
  const own = prints.filter((print) => !solutions.has(print));
  return { own: Float64Array.from(own), ofSolutions: prints.length - own.length };
}

/** The distinct fingerprints of a text that do not stand in `known`. */
export function distinctPrints(text: LabText, known: ReadonlySet<number>): number[] {
  const all = text.files.flatMap(({ fingerprints, grams }) => fingerprints.map((at) => grams[at] as number));
  return [...new Set(all)].filter((print) => !known.has(print));
}
