import type { Scenario } from '../scenario.ts';
import { QUEUE_SCENARIOS } from './lab6c-queue.ts';

export const QUEUES: readonly Scenario[] = [...QUEUE_SCENARIOS];
