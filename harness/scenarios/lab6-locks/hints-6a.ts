import type { Hint } from '../scenario.ts';
import { LOCK_HINTS } from './hints-6a-lock.ts';
import { STORE_HINTS } from './hints-6a-store.ts';

/** Lab 6a, from the store up. */
export const VERSIONED_HINTS: readonly Hint[] = [...STORE_HINTS, ...LOCK_HINTS];
