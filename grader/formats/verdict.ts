import type { GradedScenario } from '../results/grade-file.ts';

/** How a scenario counts where only words for one test are known. */
export type Verdict = 'passed' | 'failed' | 'undecided';

/** All runs must have passed; without a single run that has a verdict nobody can tell. */
export function verdictOf({ runs, passed }: GradedScenario): Verdict {
  if (runs === 0) return 'undecided';
  return passed === runs ? 'passed' : 'failed';
}
