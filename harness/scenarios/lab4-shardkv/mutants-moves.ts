import type { Mutant } from '../mutant.ts';
import { ONCE_ACROSS_MOVES_MUTANTS } from './mutants-moves-once.ts';
import { ORDER_MUTANTS } from './mutants-moves-order.ts';
import { OWNER_MUTANTS } from './mutants-moves-owner.ts';

/** Known bugs of groups and clerks that show while shards move, and nothing worse happens. */
export const MOVE_MUTANTS: readonly Mutant[] = [
  ...OWNER_MUTANTS,
  ...ORDER_MUTANTS,
  ...ONCE_ACROSS_MOVES_MUTANTS,
];
