import type { Scenario } from '../scenario.ts';
import { VECTORS_COUNTERS } from './counters-5b.ts';
import { APPLICATION_SCENARIOS } from './lab5b-applications.ts';
import { BROADCAST_SCENARIOS } from './lab5b-broadcast.ts';
import { VECTOR_SCENARIOS } from './lab5b-vectors.ts';

/** Part 5b: the clocks and their order, and the broadcast that delivers in it. */
export const VECTORS: readonly Scenario[] = [
  ...VECTOR_SCENARIOS,
  ...BROADCAST_SCENARIOS,
  ...APPLICATION_SCENARIOS,
].map((scenario) => ({ ...scenario, counters: VECTORS_COUNTERS }));
