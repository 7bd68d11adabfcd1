import type { Gid, ShardConfig } from '../../harness/scenarios/lab4-shardkv/contract.ts';
import type { KvRequest } from '../lab3-kvraft/messages.ts';

// ─── The controller ─────────────────────────────────────────────────────────────────────────────────────

export type ControllerOperation =
  | { readonly kind: 'join'; readonly groups: ReadonlyMap<Gid, readonly string[]> }
  | { readonly kind: 'leave'; readonly gids: readonly Gid[] }
  | { readonly kind: 'move'; readonly shard: number; readonly gid: Gid }
  | { readonly kind: 'query'; readonly number: number };

/** An operation as clerks send it and as it stands in the log. The same whenever it is sent again. */
export interface ControllerRequest {
  readonly clerkId: string;
  /** Counts the operations of this clerk, from 1. */
  readonly sequence: number;
  readonly operation: ControllerOperation;
}

export type ControllerReply =
  /** `config`: the one that a query asked for; otherwise the newest. */
  { readonly kind: 'done'; readonly config: ShardConfig } | NotLeader;

export interface ControllerRpc {
  execute(request: ControllerRequest): Promise<ControllerReply>;
}

// ─── The groups ─────────────────────────────────────────────────────────────────────────────────────────

/** A shard on its way to the group that has it from configuration `number` on. */
export interface Delivery {
  readonly number: number;
  readonly shard: number;
  /** The snapshot of its `KvMachine`. */
  readonly data: Uint8Array;
}

/** What stands in the log of a group. */
export type GroupCommand =
  | { readonly kind: 'execute'; readonly request: KvRequest }
  | { readonly kind: 'configure'; readonly config: ShardConfig }
  | { readonly kind: 'install'; readonly delivery: Delivery }
  /** The group that has this shard from configuration `number` on has it on disk. */
  | { readonly kind: 'forget'; readonly number: number; readonly shard: number }
  /** Changes nothing: a new leader commits with it what stood in the log before. */
  | { readonly kind: 'no-op' };

/** `value`: of a get; '' otherwise. */
export type ExecuteResult =
  | { readonly kind: 'done'; readonly value: string }
  | { readonly kind: 'wrong-group' };
export type ExecuteReply = ExecuteResult | NotLeader;

/** `not-leader` also of a server that has not come to that configuration yet: it may lead no more. */
export type DeliveryReply = { readonly kind: 'installed' } | NotLeader;

export interface ShardKvRpc {
  /** Clerks call it. */
  execute(request: KvRequest): Promise<ExecuteReply>;
  /** The group that had the shard before calls it. */
  deliver(delivery: Delivery): Promise<DeliveryReply>;
}

export interface NotLeader {
  readonly kind: 'not-leader';
}
