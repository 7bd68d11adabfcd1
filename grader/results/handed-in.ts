import type { SubmissionRecord } from './grade-file.ts';

/**
 * The refusal of a student of the roster of whom there is no submission. They are in the results like the
 * others, with 0 points, so that every file and every page knows them.
 */
export const NOTHING_HANDED_IN = 'nothing was handed in';

/** Whether there was a submission at all. */
export function isHandedIn({ refusal }: Pick<SubmissionRecord, 'refusal'>): boolean {
  return refusal !== NOTHING_HANDED_IN;
}
