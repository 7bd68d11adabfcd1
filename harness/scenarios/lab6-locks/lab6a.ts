import type { Scenario } from '../scenario.ts';

export const VERSIONED: readonly Scenario[] = [];
