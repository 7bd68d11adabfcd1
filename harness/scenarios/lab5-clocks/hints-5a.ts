import type { Hint } from '../scenario.ts';
import { LAMPORT_CLOCK_HINTS } from './hints-5a-clock.ts';
import { LAMPORT_LOCK_HINTS } from './hints-5a-lock.ts';

export const LAMPORT_HINTS: readonly Hint[] = [...LAMPORT_CLOCK_HINTS, ...LAMPORT_LOCK_HINTS];
