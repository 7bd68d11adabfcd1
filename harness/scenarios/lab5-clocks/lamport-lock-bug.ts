import type { Edit, Mutant } from '../mutant.ts';

/** Rules that bugs of the lock are caught under. */
export const LOCK_RULES = {
  exclusive: 'mutex/exclusive',
  order: 'mutex/total-order',
  before: 'mutex/happened-before',
  progress: 'mutex/progress',
  messages: 'mutex/messages',
} as const;

/** An edit of the solution's lock. */
export function edit(find: string, replace: string): Edit {
  return { file: 'lamport-mutex.ts', find, replace };
}

interface LockBug {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly scenario: string;
  readonly rules: readonly string[];
  /** True unless said otherwise. */
  readonly staged?: boolean;
}

/** A known bug of the lock. */
export function lockBug({ staged = true, ...bug }: LockBug): Mutant {
  return { ...bug, part: 'lab5a', staged };
}
