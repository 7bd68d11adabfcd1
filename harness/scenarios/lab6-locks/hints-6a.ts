import type { Hint } from '../scenario.ts';

export const VERSIONED_HINTS: readonly Hint[] = [];
