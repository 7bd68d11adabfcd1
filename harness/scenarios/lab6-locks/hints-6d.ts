import type { Hint } from '../scenario.ts';

export const REDLOCK_HINTS: readonly Hint[] = [];
