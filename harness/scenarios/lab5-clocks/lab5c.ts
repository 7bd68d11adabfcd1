import type { Scenario } from '../scenario.ts';

export const SIBLINGS: readonly Scenario[] = [];
