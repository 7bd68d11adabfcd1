import type { SimServer } from './server.ts';

/** An RPC on its way, from the caller's `request` effect until the caller has its answer. */
export interface Call {
  readonly from: SimServer;
  readonly fromIncarnation: number;
  /** The caller's number for it. */
  readonly callId: number;
  readonly to: SimServer;
  readonly service: string;
  readonly method: string;
  readonly bytes: Uint8Array;
  /** Number of the message that carries the request; a copy of it has one of its own. */
  readonly message: number;
  /** The caller has been answered, or has been told `null`. */
  answered: boolean;
}

/**
 * What can happen. An entry names its actor and incarnation, so that nothing of a dead server is kept alive.
 */
export type SimEvent =
  | TimerEvent
  | RequestEvent
  /** `bytes` is null if there is no answer; `message` then is the number of the request. */
  | {
      readonly kind: 'reply';
      readonly call: Call;
      readonly bytes: Uint8Array | null;
      readonly message: number;
    }
  | {
      readonly kind: 'message';
      readonly from: SimServer;
      readonly to: SimServer;
      readonly bytes: Uint8Array;
      readonly message: number;
      /** Of a copy that the network made: the message that was sent; else the same as `message`. */
      readonly original: number;
    }
  | {
      readonly kind: 'call';
      readonly server: SimServer;
      readonly incarnation: number;
      readonly id: number;
      readonly method: string;
      readonly bytes: Uint8Array;
    }
  /** The tester goes on. */
  | { readonly kind: 'tester'; readonly wake: () => void };

export interface RequestEvent {
  readonly kind: 'request';
  readonly call: Call;
  readonly message: number;
}

export interface TimerEvent {
  readonly kind: 'timer';
  /** Virtual ms. */
  readonly atMs: number;
  readonly server: SimServer;
  readonly incarnation: number;
  readonly id: number;
}
