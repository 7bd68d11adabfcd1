/**
 * The port: the one narrow interface between the world (clock, network, disk, judge) and a server's code.
 * It is crossed a turn at a time. In comes one input; the server runs until nothing is left to do without
 * waiting; out come its effects, in the order in which it made them. Only encoded values cross, so the same
 * server can live in this process, or behind a pipe, and the run is the same.
 */

/** What a server can be told. */
export type Input =
  | BootInput
  /** A timer it set has run out. */
  | { readonly kind: 'timer'; readonly id: number }
  /** A peer calls; answered by a `reply` effect with the same id, now or later or never. */
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly service: string;
      readonly method: string;
      readonly bytes: Uint8Array;
    }
  /** The answer to its `request` effect with this id; null if the network lost it. */
  | { readonly kind: 'reply'; readonly id: number; readonly bytes: Uint8Array | null }
  /** A one-way message. */
  | { readonly kind: 'message'; readonly from: number; readonly bytes: Uint8Array }
  /** The scenario calls; answered by a `return` effect with the same id. */
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly bytes: Uint8Array };

/** The first input of an incarnation. */
export interface BootInput {
  readonly kind: 'boot';
  /** Which program to run: the lab's `programs` name them. */
  readonly program: string;
  /** Names the random stream of this incarnation. */
  readonly randomKey: string;
  /** For the program, encoded: its peers, its own index, options of the scenario. */
  readonly setup: Uint8Array;
  /** What its persister holds. */
  readonly state: Uint8Array | undefined;
  readonly snapshot: Uint8Array | undefined;
}

/** What a server can do to the world. */
export type Effect =
  /** Wants a `timer` input after this long on its own clock. */
  | { readonly kind: 'set-timer'; readonly id: number; readonly delayMs: number }
  | { readonly kind: 'clear-timer'; readonly id: number }
  /** Calls a peer, by its address in the network. */
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly to: number;
      readonly service: string;
      readonly method: string;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'reply'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'message'; readonly to: number; readonly bytes: Uint8Array }
  | { readonly kind: 'save'; readonly state: Uint8Array; readonly snapshot: Uint8Array | undefined }
  /** Tells the judge something, for instance that an entry was applied. */
  | { readonly kind: 'emit'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'return'; readonly id: number; readonly bytes: Uint8Array }
  /** What the program's `state` says after the turn; only when it changed. */
  | { readonly kind: 'state'; readonly bytes: Uint8Array }
  /** Not part of the fingerprint. */
  | {
      readonly kind: 'log';
      readonly level: LogLevel;
      readonly text: string;
      /** Where it was called: only while recording. */
      readonly stack?: string;
    }
  /** The code threw, left a rejection unhandled, or asked to exit: the run is over. */
  | { readonly kind: 'failed'; readonly error: PortError };

export type LogLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';

/** An error crosses the port as text, never as an object. */
export interface PortError {
  readonly kind: 'exception' | 'exit' | 'not-implemented' | 'violation';
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** What a server's clocks show during a turn, in ms. */
export interface ClockReading {
  /** Since the incarnation began, on its own (drifting) clock; never goes back. */
  readonly monotonicMs: number;
  /** Since 1970, on its own clock; may jump. */
  readonly wallMs: number;
}

/**
 * Where a server lives. `begin` hands over the input; then the caller drains the microtask queue; then
 * `settle` ends the turn and gives its effects. A host is closed and dropped when its incarnation ends; the
 * lab code in it is told nothing.
 */
export interface Host {
  begin(input: Input, clock: ClockReading): void;
  settle(): readonly Effect[];
  /** A rejection that nobody handled surfaced in this turn. Hosts elsewhere notice their own. */
  readonly rejected?: ((error: unknown) => void) | undefined;
  /**
   * The objects that its program shows to a debugger, alive: for a recorder, which must change nothing. Only
   * hosts in this process can.
   */
  inspect?(): unknown;
  /**
   * Its incarnation has ended, or the run has: nothing is asked of it any more. Frees what the garbage
   * collector cannot, or would keep for long.
   */
  close?(): void;
}
