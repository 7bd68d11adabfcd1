import type { Hint } from '../scenario.ts';

export const TOUR_HINTS: readonly Hint[] = [];
