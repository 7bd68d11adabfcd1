import type { Hint } from '../scenario.ts';

export const LAMPORT_HINTS: readonly Hint[] = [];
