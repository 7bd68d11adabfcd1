import type { Effect, LogLevel, PortError } from '../sim/port.ts';

/**
 * How turns travel from the process of the lab code to the judge. A stream of frames; a frame is its length
 * (4 bytes, lowest first, without this header), its kind (1 byte) and its content. Turns stand one after
 * another:
 *
 *     turn     address, number of effects, effects
 *     effect   its place in `EFFECT_KINDS` (1 byte), then its fields in the order of the port
 *     number   a varint: seven bits a byte, the lowest first, the top bit set on all but the last byte
 *     bytes    their length, then they
 *     text     UTF-8, as bytes
 *     name     a number: 0 and then a text, which gets the next number, or the number of an earlier one
 *
 * Of a state that is saved only the length is told, but where somebody records the run: nobody else reads it.
 * So a `save` is a byte that says what follows (`SAVED`), the length of the state, its bytes, the snapshot.
 *
 * A frame of the kind `end` holds the CPU time of the run in ms, eight bytes, IEEE 754, lowest first, and the
 * hash of all saved states, 64 hex digits.
 * One of the kind `ready` holds nothing: the first that a process sends, before it gets any lab code. What
 * ends without it, lab code has not ended.
 * Whoever writes this may be hostile: the reader takes nothing for granted.
 */
export const FRAME = { turns: 1, end: 2, random: 3, ready: 4 } as const;

/** Bits of the first byte of a `save`. */
export const SAVED = { state: 1, snapshot: 2 } as const;

/** Hex digits of the hash of all saved states. */
export const STATES_HASH_DIGITS = 64;

export const EFFECT_KINDS: readonly Effect['kind'][] = [
  'set-timer',
  'clear-timer',
  'request',
  'reply',
  'message',
  'save',
  'emit',
  'return',
  'state',
  'log',
  'failed',
];

export const LOG_LEVELS: readonly LogLevel[] = ['log', 'info', 'warn', 'error', 'debug'];
export const ERROR_KINDS: readonly PortError['kind'][] = [
  'exception',
  'exit',
  'not-implemented',
  'violation',
];
