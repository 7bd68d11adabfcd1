import type { FiredWatch } from './znode-tree.ts';

/** What a session asks of the service. Students meet these messages in failures and timelines. */
export interface CoordinationRpc {
  operate(args: {
    readonly session: string;
    /** Of this operation in its session, from 1: one that comes twice is done once. */
    readonly number: number;
    /** Events up to this number have arrived. */
    readonly after: number;
    readonly operation: Operation;
  }): OperationReply;
  /** Answered when there are events after `after`, or after a while: it is the heartbeat as well. */
  poll(args: { readonly session: string; readonly after: number }): Promise<PollReply>;
}

export type Operation =
  | {
      readonly kind: 'create';
      readonly path: string;
      readonly ephemeral: boolean;
      readonly sequential: boolean;
    }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'exists' | 'children'; readonly path: string; readonly watch: boolean };

export type OperationAnswer =
  | { readonly kind: 'created'; readonly path: string }
  | { readonly kind: 'node-exists' | 'removed' | 'no-node' }
  | { readonly kind: 'exists'; readonly exists: boolean }
  | { readonly kind: 'children'; readonly names: readonly string[] };

/** A watch of the session has fired. */
export interface WatchEvent {
  /** Counts the events of the session, from 1. */
  readonly number: number;
  readonly of: FiredWatch['of'];
  readonly path: string;
}

export type PollReply =
  /** In order: all that the session has not yet confirmed. */
  { readonly kind: 'events'; readonly events: readonly WatchEvent[] } | { readonly kind: 'session-expired' };

export type OperationReply =
  | {
      readonly kind: 'answer';
      readonly answer: OperationAnswer;
      /** What happened before the answer was made, and is not yet confirmed. */
      readonly events: readonly WatchEvent[];
    }
  | { readonly kind: 'session-expired' };
