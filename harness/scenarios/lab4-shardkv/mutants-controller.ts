import type { Mutant } from '../mutant.ts';
import { CHANGE_MUTANTS } from './mutants-controller-changes.ts';
import { CLERK_MUTANTS } from './mutants-controller-clerk.ts';
import { REPLICA_MUTANTS } from './mutants-controller-replicas.ts';

/** Known bugs of the shard controller. */
export const CONTROLLER_MUTANTS: readonly Mutant[] = [
  ...CHANGE_MUTANTS,
  ...CLERK_MUTANTS,
  ...REPLICA_MUTANTS,
];
