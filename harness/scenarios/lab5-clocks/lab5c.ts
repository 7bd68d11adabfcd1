import type { Scenario } from '../scenario.ts';
import { CROWDS } from './lab5c-crowds.ts';
import { REMOVALS } from './lab5c-removals.ts';
import { WRITES } from './lab5c-writes.ts';

export const SIBLINGS: readonly Scenario[] = [...WRITES, ...REMOVALS, ...CROWDS];
