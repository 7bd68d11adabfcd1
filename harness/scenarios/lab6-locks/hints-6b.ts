import type { Hint } from '../scenario.ts';

export const LEASES_HINTS: readonly Hint[] = [];
