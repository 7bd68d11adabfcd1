import { LABS } from '../../harness/scenarios/index.ts';
import type { KnownCode } from './known-code.ts';
import type { Shares } from './likeness.ts';
import { LEAST_SHARE, shareOf } from './rank-pairs.ts';
import { distinctPrints, type SubmissionPrints } from './submission-prints.ts';

/** A submission, by its place, and how much of it stands in our solutions. */
export interface RankedSubmission extends Shares {
  readonly place: number;
}

/** Those that are somewhat like our solutions: the closest first. */
export function rankLikeSolution(
  submissions: readonly SubmissionPrints[],
  { handedOut, solutionOf }: KnownCode,
  most: number,
): RankedSubmission[] {
  const sizes = LABS.map(({ id }) => {
    const solution = solutionOf.get(id);
    return solution ? distinctPrints(solution, handedOut).length : 0;
  });
  return submissions
    .map((submission, place) => ({ place, ...sharesOf(submission, sizes) }))
    .filter(({ labShares }) => Math.max(...labShares) >= LEAST_SHARE)
    .sort(
      (one, other) =>
        Math.max(...other.labShares) - Math.max(...one.labShares) ||
        other.overall - one.overall ||
        one.place - other.place,
    )
    .slice(0, most);
}

function sharesOf({ labs }: SubmissionPrints, sizes: readonly number[]): Shares {
  const counts = LABS.map(({ id }, at) => {
    const { own, ofSolutions } = labs.get(id) ?? { own: [], ofSolutions: 0 };
    // A text may hold a fingerprint of ours that ours, by its neighbours, did not choose.
    const smaller = Math.min(own.length + ofSolutions, sizes[at] ?? 0);
    return { shared: Math.min(ofSolutions, smaller), smaller };
  });
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    labShares: counts.map(({ shared, smaller }) => shareOf(shared, smaller)),
    overall: shareOf(sum(counts.map(({ shared }) => shared)), sum(counts.map(({ smaller }) => smaller))),
  };
}
