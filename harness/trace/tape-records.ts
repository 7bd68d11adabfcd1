import type { LogLevel } from '../../labrpc/sim/port.ts';
import type { Change } from './captured.ts';
import type { Cause, Fate, Mark, TraceEffect } from './trace.ts';

/**
 * A step as it is recorded: a `Step`, but that the values of emits stay bytes until it is known that they are
 * kept, and log lines have stacks in place of sources.
 */
export interface RawStep {
  readonly n: number;
  readonly atMs: number;
  readonly actor?: number;
  readonly cause: Cause;
  effects?: RawEffect[];
  changes?: Change[];
  logs?: RawLog[];
  marks?: Mark[];
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
  readonly re: number | undefined;
  readonly copyOf: number | undefined;
  readonly sentAtMs: number;
  readonly sent: number;
  fate: Fate;
}
