import type { Mutant } from '../mutant.ts';
import { ELECTION_MUTANTS } from './mutants-election.ts';
import { LOG_MUTANTS } from './mutants-log.ts';
import { LOG_PROGRESS_MUTANTS } from './mutants-log-progress.ts';

/** Known bugs that lab2a and lab2b catch. */
export const ELECTION_AND_LOG_MUTANTS: readonly Mutant[] = [
  ...ELECTION_MUTANTS,
  ...LOG_MUTANTS,
  ...LOG_PROGRESS_MUTANTS,
];
