import type { Mutant } from '../mutant.ts';
import { DATA_MUTANTS } from './mutants-data.ts';
import { FILE_MUTANTS } from './mutants-files.ts';
import { SCHEDULING_MUTANTS } from './mutants-scheduling.ts';
import { WORKER_MUTANTS } from './mutants-worker.ts';

/** Known bugs of MapReduce. */
export const MAPREDUCE_MUTANTS: readonly Mutant[] = [
  ...SCHEDULING_MUTANTS,
  ...WORKER_MUTANTS,
  ...FILE_MUTANTS,
  ...DATA_MUTANTS,
];
