import type { Mutant } from '../mutant.ts';
import { IDENTITY_MUTANTS } from './mutants-identity.ts';
import { ONCE_MUTANTS } from './mutants-once.ts';
import { READ_MUTANTS } from './mutants-reads.ts';
import { SERVICE_PROGRESS_MUTANTS } from './mutants-service-progress.ts';

/** Known bugs of server, machine and clerk, without snapshots. */
export const SERVICE_MUTANTS: readonly Mutant[] = [
  ...READ_MUTANTS,
  ...ONCE_MUTANTS,
  ...IDENTITY_MUTANTS,
  ...SERVICE_PROGRESS_MUTANTS,
];
