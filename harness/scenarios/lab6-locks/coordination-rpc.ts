import type { FiredWatch } from './znode-tree.ts';

/** What a session asks of the service. Students meet these messages in failures and timelines. */
export interface CoordinationRpc {
  create(args: CreateArgs & Numbering): OperationReply;
  remove(args: NodeArgs & Numbering): OperationReply;
  exists(args: LookArgs & Numbering): OperationReply;
  children(args: LookArgs & Numbering): OperationReply;
  /** Answered when there are events after `after`, or after a while: it is the heartbeat as well. */
  poll(args: { readonly session: string; readonly after: number }): Promise<PollReply>;
}

export type OperationKind = 'create' | 'remove' | 'exists' | 'children';

export interface NodeArgs {
  readonly path: string;
}
export interface CreateArgs extends NodeArgs {
  readonly ephemeral: boolean;
  readonly sequential: boolean;
}
export interface LookArgs extends NodeArgs {
  readonly watch: boolean;
}

/** What comes with each operation. */
export interface Numbering {
  readonly session: string;
  /** Of this operation in its session, from 1: one that comes twice is done once. */
  readonly number: number;
  /** Events up to this number have arrived. */
  readonly after: number;
}

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
