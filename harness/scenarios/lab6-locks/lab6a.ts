import type { Scenario } from '../scenario.ts';
import { LOCKS } from './lab6a-locks.ts';
import { TROUBLED_LOCKS } from './lab6a-locks-troubled.ts';
import { STORE } from './lab6a-store.ts';

export const VERSIONED: readonly Scenario[] = [...STORE, ...LOCKS, ...TROUBLED_LOCKS];
