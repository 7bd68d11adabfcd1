import type { Mutant } from '../mutant.ts';

export const QUEUES_MUTANTS: readonly Mutant[] = [];
