import { fileURLToPath } from 'node:url';
import type { Submission } from './intake/submission.ts';
import { takeInOne } from './intake/take-in-one.ts';

/** No folder can be called that, so no student is. */
const ID = 'our/solution';
const SOLUTIONS = fileURLToPath(new URL('../solutions', import.meta.url));

/** Our solution, to be graded like any other: what it fails is not the students' fault. */
export async function ourSolution(trees: string): Promise<Submission> {
  return { ...(await takeInOne(SOLUTIONS, trees)), id: ID };
}
