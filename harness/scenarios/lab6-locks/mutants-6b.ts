import type { Mutant } from '../mutant.ts';

export const LEASES_MUTANTS: readonly Mutant[] = [];
