import type { Scenario } from '../scenario.ts';
import { CONNECTION_SCENARIOS } from './lab6c-connection.ts';
import { QUEUE_SCENARIOS } from './lab6c-queue.ts';
import { SESSION_SCENARIOS } from './lab6c-sessions.ts';
import { SHARED_SCENARIOS } from './lab6c-shared.ts';

/** A lock without a herd, 25 points. */
export const QUEUES: readonly Scenario[] = [
  ...QUEUE_SCENARIOS,
  ...SESSION_SCENARIOS,
  ...CONNECTION_SCENARIOS,
  ...SHARED_SCENARIOS,
];
