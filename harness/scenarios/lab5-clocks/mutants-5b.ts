import type { Mutant } from '../mutant.ts';

export const VECTORS_MUTANTS: readonly Mutant[] = [];
