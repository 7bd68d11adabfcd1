import type { Hint } from '../scenario.ts';
import { LAMPORT_CLOCK_HINTS } from './lamport-hints-clock.ts';
import { LAMPORT_LOCK_HINTS } from './lamport-hints-lock.ts';

export const LAMPORT_HINTS: readonly Hint[] = [...LAMPORT_CLOCK_HINTS, ...LAMPORT_LOCK_HINTS];
