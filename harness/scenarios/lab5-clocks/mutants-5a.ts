import type { Mutant } from '../mutant.ts';
import { LAMPORT_CLOCK_MUTANTS } from './mutants-5a-clock.ts';
import { LAMPORT_ENTRY_MUTANTS } from './mutants-5a-entry.ts';
import { LAMPORT_MESSAGE_MUTANTS } from './mutants-5a-messages.ts';

/** Known bugs of part 5a. */
export const LAMPORT_MUTANTS: readonly Mutant[] = [
  ...LAMPORT_CLOCK_MUTANTS,
  ...LAMPORT_ENTRY_MUTANTS,
  ...LAMPORT_MESSAGE_MUTANTS,
];
