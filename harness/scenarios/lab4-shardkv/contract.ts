import type { Peer } from '../../../labrpc/index.ts';
import type { KvClerkContract, KvServerContract, ReplicaConfig } from '../lab3-kvraft/contract.ts';

/** The number of a group: positive. 0 means no group. */
export type Gid = number;

/**
 * Who serves what. Number 0 has no groups and gives every shard to gid 0; each effective change raises the
 * number by one.
 */
export interface ShardConfig {
  readonly number: number;
  /** The group of each shard, by shard. */
  readonly shards: readonly Gid[];
  /** The server names of each group, in the order of its `join`. */
  readonly groups: ReadonlyMap<Gid, readonly string[]>;
}

export interface ControllerConfig<RaftRpc> extends ReplicaConfig<RaftRpc> {
  readonly shardCount: number;
}
/** Plus the RPC handlers that your clerk needs. */
export type ShardControllerContract = KvServerContract;
// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type ShardControllerClass = new (config: ControllerConfig<any>) => ShardControllerContract;

export interface ControllerClerkConfig<ControllerRpc> {
  /** The controller's servers in an order of this clerk's own: indexes mean nothing here. */
  readonly servers: readonly Peer<ControllerRpc>[];
}
/**
 * Exactly once and linearizable, as in lab 3. Balanced to within one shard after `join` and `leave`, with as
 * few shards moved as that allows.
 */
export interface ControllerClerkContract {
  /** Adds groups, by fresh gids. A gid that is there already changes nothing; the others join. */
  join(groups: ReadonlyMap<Gid, readonly string[]>): Promise<void>;
  /** Takes groups away. A gid that is not there changes nothing; the others leave. */
  leave(gids: readonly Gid[]): Promise<void>;
  /** Puts one shard into one group. It stays there until the next `join` or `leave`, which may move it. */
  move(shard: number, gid: Gid): Promise<void>;
  /** That configuration; the newest one without a number, or with one that does not exist yet. */
  query(number?: number): Promise<ShardConfig>;
}
// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type ControllerClerkClass = new (config: ControllerClerkConfig<any>) => ControllerClerkContract;

/** What servers and clerks of the sharded service share. */
export interface ShardKvCommon<ShardKvRpc, ControllerRpc> {
  /** For a `ControllerClerk`. */
  readonly controllers: readonly Peer<ControllerRpc>[];
  /** A server by a name out of `ShardConfig.groups`. */
  readonly connect: (serverName: string) => Peer<ShardKvRpc>;
  /** The shard of a key. */
  readonly shardOf: (key: string) => number;
  readonly shardCount: number;
}
export interface ShardKvConfig<RaftRpc, ShardKvRpc, ControllerRpc>
  extends ReplicaConfig<RaftRpc>,
    ShardKvCommon<ShardKvRpc, ControllerRpc> {
  readonly gid: Gid;
}
/**
 * Plus the RPC handlers for clerks and for the servers of other groups. A new configuration is to be noticed
 * within 100 ms.
 */
export type ShardKvServerContract = KvServerContract;
// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type ShardKvServerClass = new (config: ShardKvConfig<any, any, any>) => ShardKvServerContract;
// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type ShardKvClerkClass = new (config: ShardKvCommon<any, any>) => KvClerkContract;
