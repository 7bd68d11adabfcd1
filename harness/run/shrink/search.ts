import type { RunEnd, RunPlan } from '../../../labrpc/sim/run-plan.ts';
import type { Failure } from '../result.ts';
import { failsLike, type PlannedResult, sizeOf } from './smaller.ts';

/** A plan and how the run went that was made by it. */
export interface Attempt {
  readonly plan: RunPlan;
  readonly result: PlannedResult;
}

/** Makes runs. */
export interface ShrinkRuns {
  /** The code that fails. Undefined if the run did not get to its end. */
  run(plan: RunPlan): Promise<PlannedResult | undefined>;
  /** Whether a correct solution passes: if not, the plan asks too much. */
  isFair(plan: RunPlan): Promise<boolean>;
}

export interface SearchBudget {
  /** Runs of the code that fails. */
  readonly runs: number;
  /** Time on the wall after which nothing new is tried. */
  readonly wallMs: number;
}

/** Plans that are tried side by side. Fixed, so that the result does not depend on the machine. */
export const SIDE_BY_SIDE = 4;

/** The smallest run found so far, and what it took to find it. */
export class Search {
  readonly original: Attempt;
  /** The smallest on the present path. */
  best: Attempt;
  runs = 0;
  fairnessRuns = 0;
  /** The wall clock ended the search, not the end of ideas: another machine may find another run. */
  ranOutOfTime = false;
  /** The smallest of all paths before. */
  private champion: Attempt;
  private readonly makes: ShrinkRuns;
  private readonly budget: SearchBudget;
  private readonly begunMs = performance.now();
  private readonly onProgress: (search: Search) => void;

  constructor(
    original: Attempt,
    makes: ShrinkRuns,
    budget: SearchBudget,
    onProgress: (search: Search) => void,
  ) {
    this.original = original;
    this.best = original;
    this.champion = original;
    this.makes = makes;
    this.budget = budget;
    this.onProgress = onProgress;
  }

  private get failure(): Failure {
    return this.original.result.failure as Failure;
  }

  get isOver(): boolean {
    this.ranOutOfTime ||= performance.now() - this.begunMs > this.budget.wallMs;
    return this.ranOutOfTime || this.runs >= this.budget.runs;
  }

  get smallest(): Attempt {
    return sizeOf(this.champion.result) < sizeOf(this.best.result) ? this.champion : this.best;
  }

  /** Those of these plans that make the same failure, smallest first, whether or not they are fair. */
  async failing(plans: readonly RunPlan[]): Promise<readonly Attempt[]> {
    const found: Attempt[] = [];
    for (let start = 0; start < plans.length && !this.isOver; start += SIDE_BY_SIDE) {
      found.push(...(await this.attempt(plans.slice(start, start + SIDE_BY_SIDE))).filter(isFound));
    }
    return found.sort((a, b) => sizeOf(a.result) - sizeOf(b.result));
  }

  /** Begins a new path. False if its beginning is not fair. */
  async beginAt(attempt: Attempt): Promise<boolean> {
    if (!(await this.isFair(attempt))) return false;
    this.champion = this.smallest;
    this.best = attempt;
    return true;
  }

  /** Tries these plans. The first that makes a smaller run of the same failure is the best from now on. */
  async tryFirst(plans: readonly RunPlan[]): Promise<number | undefined> {
    for (let start = 0; start < plans.length && !this.isOver; start += SIDE_BY_SIDE) {
      const attempts = await this.attempt(plans.slice(start, start + SIDE_BY_SIDE));
      for (const [position, attempt] of attempts.entries()) {
        if (attempt && this.isSmaller(attempt) && (await this.take(attempt))) return start + position;
      }
    }
    return undefined;
  }

  /** Tries all these plans, and takes the one that makes the smallest run. */
  async trySmallest(plans: readonly RunPlan[]): Promise<boolean> {
    for (const attempt of await this.failing(plans)) {
      if (!this.isSmaller(attempt)) return false;
      if (await this.take(attempt)) return true;
    }
    return false;
  }

  /** Puts a plan in place of the best one that makes the same run, said in another way. */
  async rephrase(plan: RunPlan): Promise<boolean> {
    const attempt = { plan, result: this.best.result };
    if (!(await this.isFair(attempt))) return false;
    this.best = attempt;
    return true;
  }

  private attempt(plans: readonly RunPlan[]): Promise<(Attempt | undefined)[]> {
    this.runs += plans.length;
    this.onProgress(this);
    return Promise.all(
      plans.map(async (plan) => {
        const result = await this.makes.run(plan);
        return result && failsLike(this.failure, result.failure) ? { plan, result } : undefined;
      }),
    );
  }

  /** What a scenario does after the point at which the run failed need not make sense any more. */
  private isFair({ plan, result }: Attempt): Promise<boolean> {
    this.fairnessRuns++;
    return this.makes.isFair({ ...plan, end: endOf(result) });
  }

  /** Impatience alone is no failure: the run must fail as well if it is given all the time. */
  private async failsWithPatience({ patience: _, ...plan }: RunPlan): Promise<boolean> {
    this.fairnessRuns++;
    const result = await this.makes.run(plan);
    return failsLike(this.failure, result?.failure);
  }

  private isSmaller({ result }: Attempt): boolean {
    return sizeOf(result) < sizeOf(this.best.result);
  }

  private async take(attempt: Attempt): Promise<boolean> {
    if (!(await this.isFair(attempt))) return false;
    if (attempt.plan.patience !== undefined && !(await this.failsWithPatience(attempt.plan))) return false;
    this.best = attempt;
    this.onProgress(this);
    return true;
  }
}

function isFound(attempt: Attempt | undefined): attempt is Attempt {
  return attempt !== undefined;
}

/** Just after the failure. */
export function endOf({ virtualMs, choices }: PlannedResult): RunEnd {
  return { afterMs: virtualMs, afterSteps: choices.steps };
}
