import type { Mutant } from '../mutant.ts';

export const VERSIONED_MUTANTS: readonly Mutant[] = [];
