import type { Mutant } from '../mutant.ts';
import { DELIVERY_MUTANTS } from './mutants-5b-broadcast.ts';
import { SENDING_MUTANTS } from './mutants-5b-sending.ts';
import { VECTOR_MUTANTS } from './mutants-5b-vectors.ts';

export const VECTORS_MUTANTS: readonly Mutant[] = [
  ...VECTOR_MUTANTS,
  ...DELIVERY_MUTANTS,
  ...SENDING_MUTANTS,
];
