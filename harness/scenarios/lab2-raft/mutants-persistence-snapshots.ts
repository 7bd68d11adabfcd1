import type { Mutant } from '../mutant.ts';
import { PERSISTENCE_MUTANTS } from './mutants-persistence.ts';
import { SNAPSHOT_MUTANTS } from './mutants-snapshots.ts';

export const PERSISTENCE_AND_SNAPSHOT_MUTANTS: readonly Mutant[] = [
  ...PERSISTENCE_MUTANTS,
  ...SNAPSHOT_MUTANTS,
];
