import type { Hint } from '../scenario.ts';

export const VECTORS_HINTS: readonly Hint[] = [];
