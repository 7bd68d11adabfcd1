import type { Scenario } from '../scenario.ts';

export const FENCED: readonly Scenario[] = [];
