import type { Effect, Input } from './port.ts';

/** Kinds of records in a fingerprint. Changing a number changes every fingerprint. */
export const INPUT_CODES: Readonly<Record<Input['kind'], number>> = {
  boot: 1,
  timer: 2,
  request: 3,
  reply: 4,
  message: 5,
  call: 6,
};

export const EFFECT_CODES: Readonly<Record<Effect['kind'], number>> = {
  'set-timer': 16,
  'clear-timer': 17,
  request: 18,
  reply: 19,
  message: 20,
  save: 21,
  emit: 22,
  return: 23,
  state: 24,
  log: 25,
  failed: 26,
};

/** The id of a record of a `save` is the length of the state; this one has the bytes of a snapshot, too. */
export const SAVE_WITH_SNAPSHOT = 27;

/** Records that belong to no server. */
export const RECORD = { fault: 32 } as const;
