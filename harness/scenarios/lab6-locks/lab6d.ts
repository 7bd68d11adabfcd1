import type { Scenario } from '../scenario.ts';

export const REDLOCK: readonly Scenario[] = [];
