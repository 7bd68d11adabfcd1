import type { LogLevel } from '../../labrpc/sim/port.ts';
import type { Change } from './captured.ts';
import type { Cause, Fate, Mark, TraceEffect } from './trace.ts';

/** A step as it is recorded: values stay bytes until it is known that they are kept. */
export interface RawStep {
  readonly n: number;
  readonly atMs: number;
  readonly actor: number | undefined;
  readonly cause: Cause;
  readonly effects: RawEffect[];
  readonly changes: Change[];
  readonly logs: RawLog[];
  readonly marks: Mark[];
  crashed?: true;
  unfinished?: true;
}

export type RawEffect =
  | Exclude<TraceEffect, { readonly kind: 'emit' }>
  | { readonly kind: 'raw-emit'; readonly name: string; readonly bytes: Uint8Array };

export interface RawLog {
  readonly level: LogLevel;
  readonly text: string;
  readonly stack?: string;
}

export interface RawMessage {
  readonly id: number;
  readonly kind: 'request' | 'reply' | 'message';
  readonly from: number;
  readonly to: number;
  readonly method: string;
  readonly bytes: Uint8Array;
  readonly re?: number;
  readonly copyOf?: number;
  readonly sentAtMs: number;
  readonly sent: number;
  fate: Fate;
}
