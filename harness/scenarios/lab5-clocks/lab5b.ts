import type { Scenario } from '../scenario.ts';

export const VECTORS: readonly Scenario[] = [];
