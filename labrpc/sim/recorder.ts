import type { Fault } from './faults.ts';
import type { Effect, Input } from './port.ts';
import type { SimServer } from './server.ts';
import type { CallResult } from './simulation.ts';

/** A message that leaves a server. */
export interface Sent {
  /** Counts all messages of a run. */
  readonly id: number;
  readonly kind: 'request' | 'reply' | 'message';
  readonly from: SimServer;
  readonly to: SimServer;
  /** The RPC's method, also of a reply. */
  readonly method: string;
  readonly bytes: Uint8Array;
  /** Of a reply: the request that it answers. */
  readonly re?: number;
  /** The message that the network doubled. */
  readonly copyOf?: number;
}

/** Something the judge noticed, worth a mark on the server's lane of a timeline. */
export interface Mark {
  /** `leader`, `commit`, `snapshot`, …: see `Mark` in `harness/trace/trace.ts`. */
  readonly kind: string;
  readonly server: SimServer;
  readonly text: string;
  readonly index?: number;
  readonly term?: number;
  /** Which one of its kind it is about: the name of a task, a file, a lock. */
  readonly of?: string;
  /** Of what lasts, and is drawn as a stretch of time: see `Mark` in `harness/trace/trace.ts`. */
  readonly span?: 'begins' | 'ends' | 'becomes';
}

/**
 * Sees all of a run, between events; must change nothing. A run without one costs nothing: who records is
 * asked for only where something happens. Times are `nowMs` of the simulation.
 */
export interface Recorder {
  /**
   * A turn begins. `message`: of a request, reply or one-way message, its number; of a reply that will never
   * come, that of the request.
   */
  turnBegan(server: SimServer, input: Input, message: number | undefined): void;
  /** Just before it takes effect. */
  effectBegan(server: SimServer, effect: Effect): void;
  /** `finished` is false if it is known that the turn will never end: then it did not even begin. */
  turnEnded(server: SimServer, end: { readonly crashed: boolean; readonly finished: boolean }): void;
  faulted(fault: Fault): void;
  sent(message: Sent): void;
  /** It will not arrive. */
  lost(message: number, why: string): void;
  /** It arrived, and nobody waited for it. */
  ignored(message: number, why: string): void;
  /** The tester calls into a server's program. `of`: the part of the service it is about (`shard 3`). */
  called(operation: number, server: SimServer, method: string, args: unknown, of?: string): void;
  answered(operation: number, result: CallResult): void;
  marked(mark: Mark): void;
}
