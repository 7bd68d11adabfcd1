import type { Scenario } from '../scenario.ts';
import { CALM_MOVES } from './lab4b-moves-calm.ts';
import { MOVES_UNDER_LOAD } from './lab4b-moves-load.ts';
import { ONCE } from './lab4b-moves-once.ts';
import { ORDER } from './lab4b-moves-order.ts';
import { OWNERS } from './lab4b-moves-owner.ts';
import { RESTARTS_AND_MOVES } from './lab4b-moves-restarts.ts';

/** Shards move without much trouble: everything of MIT's sharded service but its two challenges. */
export const MOVES: readonly Scenario[] = [
  ...CALM_MOVES,
  ...MOVES_UNDER_LOAD,
  ...RESTARTS_AND_MOVES,
  ...ORDER,
  ...OWNERS,
  ...ONCE,
];
