import type { Mutant } from '../mutant.ts';
import { CLERK_MUTANTS } from './mutants-6a-clerk.ts';
import { LOCK_MUTANTS } from './mutants-6a-lock.ts';
import { STORE_MUTANTS } from './mutants-6a-store.ts';

/** Known bugs of lab 6a. */
export const VERSIONED_MUTANTS: readonly Mutant[] = [...STORE_MUTANTS, ...CLERK_MUTANTS, ...LOCK_MUTANTS];
