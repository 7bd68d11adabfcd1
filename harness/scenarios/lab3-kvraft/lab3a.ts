import type { Scenario } from '../scenario.ts';
import { CALM } from './lab3a-calm.ts';
import { ECONOMY } from './lab3a-economy.ts';
import { LEADERS } from './lab3a-leaders.ts';
import { READS } from './lab3a-reads.ts';
import { REQUESTS } from './lab3a-requests.ts';
import { TROUBLED } from './lab3a-troubled.ts';

/** The service of part 3a: its scenarios are asked by clerks, and judged by what clerks are told. */
export const SERVICE: readonly Scenario[] = [
  ...CALM,
  ...ECONOMY,
  ...LEADERS,
  ...READS,
  ...REQUESTS,
  ...TROUBLED,
];
