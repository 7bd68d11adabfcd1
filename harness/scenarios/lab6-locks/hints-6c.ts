import type { Hint } from '../scenario.ts';

export const QUEUES_HINTS: readonly Hint[] = [];
