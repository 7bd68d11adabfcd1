import type { RunPlan } from '../../../labrpc/sim/run-plan.ts';
import type { RunPool, RunRequest } from '../pool.ts';
import { SOLUTIONS } from '../reference-code.ts';
import type { Failure, RunResult } from '../result.ts';
import { shrinkRun } from './passes.ts';
import { type Attempt, endOf, Search, type SearchBudget } from './search.ts';
import type { PlannedResult } from './smaller.ts';

const BUDGET: SearchBudget = { runs: 3000, wallMs: 15_000 };
/** A smaller run takes fewer events; those of a solution, which goes on to the end, may be many more. */
const MORE_EVENTS = 1.2;
const EVENTS_OF_SOLUTION = 200_000;

export interface Shrunk {
  readonly original: Attempt;
  readonly smallest: Attempt;
  /** All that was tried: also with our solution. */
  readonly runs: number;
  readonly wallMs: number;
  readonly ranOutOfTime: boolean;
  readonly solution: SolutionVerdict;
}

/**
 * Whether what is left is fair: our solution passes it; or it cannot tell, as it fails the whole run of this
 * seed, cannot be put together (its folder is gone, say), or is itself the code that fails.
 */
export type SolutionVerdict = 'passes' | 'fails the seed' | 'does not compile' | 'is what fails';

/** Why a failure is not made smaller. */
export type NotShrunk = 'passes' | 'was ended' | 'is not about a run' | 'is not deterministic';

export type Shrinking =
  | ({ readonly kind: 'shrunk' } & Shrunk)
  | { readonly kind: 'not-shrunk'; readonly why: NotShrunk };

/** Failures of the harness or of the code as such, whatever the run. */
const NOT_ABOUT_A_RUN = /^(harness\/|world\/determinism|lab\/(not-implemented|compiles))/;

export interface ShrinkOptions {
  readonly budget?: SearchBudget;
  /** Called often. */
  readonly onProgress?: (search: Search) => void;
}

/** Finds a small run that fails as this one does. */
export async function shrink(
  pool: RunPool,
  request: Omit<RunRequest, 'plan'>,
  { budget = BUDGET, onProgress = () => {} }: ShrinkOptions = {},
): Promise<Shrinking> {
  const begunMs = performance.now();
  const failing = { ...request, twice: false, keepsHistory: false };
  const plain = await pool.run({ ...failing, plan: {} });
  // A run without a verdict counts as passed.
  if (!plain.failure || plain.failure.kind === 'unknown') return { kind: 'not-shrunk', why: 'passes' };
  if (NOT_ABOUT_A_RUN.test(plain.failure.rule)) return { kind: 'not-shrunk', why: 'is not about a run' };
  if (!isPlanned(plain)) return { kind: 'not-shrunk', why: 'was ended' };
  const again = await pool.run({ ...failing, plan: {} });
  if (again.fingerprint !== plain.fingerprint) return { kind: 'not-shrunk', why: 'is not deterministic' };
  const original: Attempt = { plan: {}, result: plain };
  const maxEvents = Math.round(plain.events * MORE_EVENTS) + 1000;
  const solution = { root: SOLUTIONS, withReference: [] };
  const solutionFailure = async (plan: RunPlan): Promise<Failure | undefined> => {
    const run = { ...failing, implementation: solution, plan, maxEvents: EVENTS_OF_SOLUTION };
    return (await pool.run(run)).failure;
  };
  const isOurs = request.implementation.root === SOLUTIONS;
  const verdict = isOurs ? 'is what fails' : verdictOf(await solutionFailure({}));
  const search = new Search(
    original,
    {
      run: async (plan) => {
        const result = await pool.run({ ...failing, plan, maxEvents });
        return isPlanned(result) ? result : undefined;
      },
      isFair: async (plan) => verdict !== 'passes' || !(await solutionFailure(plan)),
    },
    budget,
    onProgress,
  );
  await shrinkRun(search);
  const { plan, result } = search.smallest;
  return {
    kind: 'shrunk',
    original,
    // So the plan is as long as the run: where it ends, our solution has passed.
    smallest: { plan: { ...plan, end: endOf(result) }, result },
    runs: search.runs + search.fairnessRuns,
    wallMs: performance.now() - begunMs,
    ranOutOfTime: search.ranOutOfTime,
    solution: verdict,
  };
}

function verdictOf(failure: Failure | undefined): SolutionVerdict {
  if (!failure) return 'passes';
  return failure.kind === 'compile' ? 'does not compile' : 'fails the seed';
}

function isPlanned(result: RunResult): result is PlannedResult {
  return result.choices !== undefined;
}
