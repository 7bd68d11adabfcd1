import type { Scenario } from '../scenario.ts';

export const LAMPORT: readonly Scenario[] = [];
