import type { Scenario } from '../scenario.ts';
import { BALANCE } from './lab4a-balance.ts';
import { CALM } from './lab4a-calm.ts';
import { ECONOMY } from './lab4a-economy.ts';
import { LEADERS } from './lab4a-leaders.ts';
import { REQUESTS } from './lab4a-requests.ts';
import { SNAPSHOTS } from './lab4a-snapshots.ts';
import { TROUBLED } from './lab4a-troubled.ts';

/** The shard controller. */
export const CONTROLLER: readonly Scenario[] = [
  ...CALM,
  ...BALANCE,
  ...REQUESTS,
  ...LEADERS,
  ...SNAPSHOTS,
  ...TROUBLED,
  ...ECONOMY,
];
