import type { Mutant } from '../mutant.ts';
import { LOCK_MUTANTS } from './mutants-6a-lock.ts';
import { STORE_MUTANTS } from './mutants-6a-store.ts';

/** Known bugs of lab 6a. */
export const VERSIONED_MUTANTS: readonly Mutant[] = [...STORE_MUTANTS, ...LOCK_MUTANTS];
