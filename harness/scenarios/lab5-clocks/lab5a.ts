import type { Scenario } from '../scenario.ts';
import { LAMPORT_COUNTERS } from './counters-5a.ts';
import { CLOCKS } from './lab5a-clocks.ts';
import { MUTEX } from './lab5a-mutex.ts';
import { WAITING } from './lab5a-waiting.ts';

/** Part 5a: the clock and the total order, and the lock that stands on them. */
export const LAMPORT: readonly Scenario[] = [...CLOCKS, ...MUTEX, ...WAITING].map((scenario) => ({
  ...scenario,
  counters: LAMPORT_COUNTERS,
}));
