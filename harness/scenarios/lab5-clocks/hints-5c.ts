import type { Hint } from '../scenario.ts';

export const SIBLINGS_HINTS: readonly Hint[] = [];
