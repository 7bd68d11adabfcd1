import type { Scenario } from '../scenario.ts';

export const LEASES: readonly Scenario[] = [];
