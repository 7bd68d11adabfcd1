import type { Mutant } from '../mutant.ts';

export const SIBLINGS_MUTANTS: readonly Mutant[] = [];
