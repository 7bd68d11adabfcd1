import type { Mutant } from '../mutant.ts';

export const REDLOCK_MUTANTS: readonly Mutant[] = [];
