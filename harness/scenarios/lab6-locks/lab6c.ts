import type { Scenario } from '../scenario.ts';

export const QUEUES: readonly Scenario[] = [];
