import type { Scenario } from '../scenario.ts';
import { SIBLINGS_COUNTERS } from './counters-5c.ts';
import { CARTS } from './lab5c-carts.ts';
import { CROWDS } from './lab5c-crowds.ts';
import { REMOVALS } from './lab5c-removals.ts';
import { WRITES } from './lab5c-writes.ts';

export const SIBLINGS: readonly Scenario[] = [...WRITES, ...REMOVALS, ...CROWDS, ...CARTS].map(
  (scenario) => ({
    ...scenario,
    counters: SIBLINGS_COUNTERS,
  }),
);
