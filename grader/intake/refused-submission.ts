import { digestOf } from './clean-tree.ts';
import type { Submission } from './submission.ts';

/** Nothing of it is run, for the reason in `refusal`, which is fit to print. */
export function refusedSubmission(id: string, refusal: string): Submission {
  return { id, root: '', labs: [], digest: digestOf(new Map()), notes: [], refusal };
}
