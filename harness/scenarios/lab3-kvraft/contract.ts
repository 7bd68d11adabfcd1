import type { Peer, Persister } from '../../../labrpc/index.ts';
import type { RaftContract } from '../lab2-raft/contract.ts';

/** A deterministic program kept equal on all servers. No clock, no randomness, no `await` inside. */
export interface StateMachine<Command, Result> {
  apply(command: Command): Result;
  /** The whole state, to be given to `restore` of another instance. */
  snapshot(): Uint8Array;
  restore(snapshot: Uint8Array): void;
}

export interface ReplicaConfig<RaftRpc> {
  readonly peers: readonly Peer<RaftRpc>[];
  readonly me: number;
  readonly persister: Persister;
  /**
   * Snapshot when `persister.stateBytes` comes near this; it may never exceed 8 times as much. `Infinity`:
   * never snapshot.
   */
  readonly maxStateBytes: number;
}

export interface RsmConfig<RaftRpc, Command, Result> extends ReplicaConfig<RaftRpc> {
  readonly machine: StateMachine<Command, Result>;
}

export interface RsmContract<Command, Result> {
  readonly raft: RaftContract;
  /**
   * Replicates `command` and resolves once this server has applied it, with what `apply` returned here.
   * `not-leader`: it was not accepted, or leadership was lost before it was applied; it may still be applied
   * later, or never. A deposed leader that can reach nobody may stay pending, and resolves within 1 s of
   * hearing of a newer term.
   */
  submit(command: Command): Promise<SubmitResult<Result>>;
}

export type SubmitResult<Result> =
  | { readonly kind: 'applied'; readonly result: Result }
  | { readonly kind: 'not-leader' };

export type RsmClass = new <Command, Result>(
  // biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
  config: RsmConfig<any, Command, Result>,
) => RsmContract<Command, Result>;

/** Plus the RPC handlers that your clerk needs. */
export interface KvServerContract {
  readonly rsm: { readonly raft: RaftContract };
}
// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type KvServerClass = new (config: ReplicaConfig<any>) => KvServerContract;

export interface KvClerkConfig<KvRpc> {
  /** The servers in an order of this clerk's own: indexes mean nothing here. */
  readonly servers: readonly Peer<KvRpc>[];
}
/**
 * Each call takes effect exactly once, atomically, between call and return, and tries until it does. One call
 * at a time a clerk.
 */
export interface KvClerkContract {
  /** The value, or '' if the key was never written. */
  get(key: string): Promise<string>;
  put(key: string, value: string): Promise<void>;
  append(key: string, value: string): Promise<void>;
}
// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type KvClerkClass = new (config: KvClerkConfig<any>) => KvClerkContract;
