import { fileURLToPath } from 'node:url';
import type { RunPlan } from '../../../labrpc/sim/run-plan.ts';
import type { RunPool, RunRequest } from '../pool.ts';
import type { Failure, RunResult } from '../result.ts';
import { shrinkRun } from './passes.ts';
import { type Attempt, Search, type SearchBudget } from './search.ts';
import type { PlannedResult } from './smaller.ts';

const SOLUTIONS = fileURLToPath(new URL('../../../solutions', import.meta.url));

const BUDGET: SearchBudget = { runs: 3000, wallMs: 15_000 };
/** A smaller run takes fewer events; those of a solution, which goes on to the end, may be many more. */
const MORE_EVENTS = 1.2;
const EVENTS_OF_SOLUTION = 200_000;

/** Why a failure is not made smaller. */
export type NotShrunk = 'passes' | 'ended from outside' | 'not the code under test' | 'not the same twice';

export type Shrinking =
  | {
      readonly kind: 'shrunk';
      readonly original: Attempt;
      readonly smallest: Attempt;
      readonly runs: number;
      readonly wallMs: number;
      readonly ranOutOfTime: boolean;
      /** Our solution passes what is left. Unknown if it is the code that fails, or fails this seed itself. */
      readonly solutionPasses: boolean | undefined;
    }
  | { readonly kind: 'not-shrunk'; readonly why: NotShrunk; readonly failure: Failure | undefined };

/** Finds a small run that fails as this one does. `onProgress` is called often. */
export async function shrink(
  pool: RunPool,
  request: Omit<RunRequest, 'twice' | 'plan'>,
  onProgress: (search: Search) => void = () => {},
): Promise<Shrinking> {
  const begunMs = performance.now();
  const failing = { ...request, twice: false };
  const plain = await pool.run({ ...failing, plan: request.seed < 0 ? undefined : {} });
  const { failure } = plain;
  if (!failure) return { kind: 'not-shrunk', why: 'passes', failure };
  if (!isPlanned(plain)) return { kind: 'not-shrunk', why: 'ended from outside', failure };
  if (/^(harness|world|lab\/(not-impl|compiles))/.test(failure.rule)) {
    return { kind: 'not-shrunk', why: 'not the code under test', failure };
  }
  const original: Attempt = { plan: {}, result: plain };
  const maxEvents = Math.round(plain.events * MORE_EVENTS) + 1000;
  const solution = { root: SOLUTIONS, withReference: [] };
  const passes = async (plan: RunPlan): Promise<boolean> => {
    const run = { ...failing, implementation: solution, plan, maxEvents: EVENTS_OF_SOLUTION };
    return !(await pool.run(run)).failure;
  };
  const judges = request.implementation.root !== SOLUTIONS && (await passes({}));
  const search = new Search(
    original,
    {
      run: async (plan) => {
        const result = await pool.run({ ...failing, plan, maxEvents });
        return isPlanned(result) ? result : undefined;
      },
      isFair: async (plan) => !judges || passes(plan),
    },
    BUDGET,
    onProgress,
  );
  await shrinkRun(search);
  return {
    kind: 'shrunk',
    original,
    smallest: search.smallest,
    runs: search.runs + search.fairnessRuns,
    wallMs: performance.now() - begunMs,
    ranOutOfTime: search.ranOutOfTime,
    solutionPasses: judges ? true : undefined,
  };
}

function isPlanned(result: RunResult): result is PlannedResult {
  return result.choices !== undefined;
}
