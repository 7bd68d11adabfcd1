import type { Mutant } from '../mutant.ts';
import { DELIVERY_MUTANTS } from './broadcast-mutants.ts';
import { SENDING_MUTANTS } from './broadcast-mutants-sending.ts';
import { VECTOR_MUTANTS } from './vector-mutants.ts';

export const VECTORS_MUTANTS: readonly Mutant[] = [
  ...VECTOR_MUTANTS,
  ...DELIVERY_MUTANTS,
  ...SENDING_MUTANTS,
];
