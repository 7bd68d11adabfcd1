import { LABS } from '../../harness/scenarios/index.ts';
import type { LabText } from './lab-text.ts';
import { findPassages } from './passages.ts';
import { LEAST_SHARE } from './rank-pairs.ts';
import type { LabLikeness, Likeness } from './similarity-report.ts';

/** How alike two sides are, lab by lab, before anybody has looked where. */
export interface Shares {
  /** Of each lab, in the order of the course: 0 … 1. */
  readonly labShares: readonly number[];
  readonly overall: number;
}

/**
 * Finds the equal passages in the labs that are somewhat alike. `sides` reads a lab, by its id, of both; what
 * stands in `known` does not count.
 */
export async function likeness(
  { labShares, overall }: Shares,
  sides: (labId: string) => Promise<readonly [LabText, LabText]>,
  known: ReadonlySet<number>,
): Promise<Likeness> {
  const labs: LabLikeness[] = [];
  for (const [at, { id, word }] of LABS.entries()) {
    const share = labShares[at] ?? 0;
    if (share < LEAST_SHARE) continue;
    const [a, b] = await sides(id);
    labs.push({ lab: word, share, passages: findPassages(a, b, known) });
  }
  const most = labs.reduce((best, lab) => (lab.share > best.share ? lab : best), { lab: '', share: 0 });
  const runs = labs.flatMap(({ passages }) => passages.map(({ tokens }) => tokens));
  const longestRun = runs.reduce((longest, run) => Math.max(longest, run), 0);
  return { share: most.share, lab: most.lab, overall, labs, longestRun };
}
