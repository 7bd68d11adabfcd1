import type { Mutant } from '../mutant.ts';

export const LAMPORT_MUTANTS: readonly Mutant[] = [];
