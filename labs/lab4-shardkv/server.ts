import type { StateMachine } from '../../harness/scenarios/lab3-kvraft/contract.ts';
import type {
  Gid,
  ShardKvConfig,
  ShardKvServerContract,
} from '../../harness/scenarios/lab4-shardkv/contract.ts';
import { NotImplemented, type Peer } from '../../labrpc/index.ts';
import type { RaftRpc } from '../lab2-raft/raft.ts';
import { Rsm } from '../lab3-kvraft/rsm.ts';
import type { ControllerRpc } from './controller.ts';

/** What clerks and servers of other groups call. Yours to change. */
export interface ShardKvRpc {
  execute(args: ShardKvArgs): Promise<ShardKvReply>;
  // How does a shard get from one group to another?
}

/** What a clerk sends. */
export interface ShardKvArgs {
  readonly kind: 'get' | 'put' | 'append';
  readonly key: string;
  // As in lab 3.
}

export type ShardKvReply =
  /** `value`: of a get. */
  | { readonly kind: 'done'; readonly value: string }
  /** The shard of this key is not here. */
  | { readonly kind: 'wrong-group' }
  | { readonly kind: 'not-leader' };

/** What stands in the log of a group: what clerks ask for, and all else that changes the group's state. */
export type GroupCommand = { readonly kind: 'execute'; readonly args: ShardKvArgs };

/** The state of a group, the same on all its servers: its configuration, and the shards that are here. */
export class GroupMachine implements StateMachine<GroupCommand, ShardKvReply> {
  private readonly gid: Gid;
  private readonly shardOf: (key: string) => number;

  // 4b: the configuration, the shards that are here. What of a move has to be remembered?

  constructor(config: { readonly gid: Gid; readonly shardOf: (key: string) => number }) {
    this.gid = config.gid;
    this.shardOf = config.shardOf;
  }

  /** 4b. */
  apply(_command: GroupCommand): ShardKvReply {
    throw new NotImplemented('lab4b', 'GroupMachine.apply in server.ts', 'labs/lab4-shardkv/README.md#4b');
  }

  /** 4b. */
  snapshot(): Uint8Array {
    throw new NotImplemented('lab4b', 'GroupMachine.snapshot in server.ts', 'labs/lab4-shardkv/README.md#4b');
  }

  /** 4b. */
  restore(_snapshot: Uint8Array): void {
    throw new NotImplemented('lab4b', 'GroupMachine.restore in server.ts', 'labs/lab4-shardkv/README.md#4b');
  }
}

/** One server of a group. */
export class ShardKvServer implements ShardKvServerContract, ShardKvRpc {
  readonly rsm: Rsm<GroupCommand, ShardKvReply>;
  /** A server of another group, by a name out of `ShardConfig.groups`. */
  private readonly connect: (serverName: string) => Peer<ShardKvRpc>;

  constructor(config: ShardKvConfig<RaftRpc, ShardKvRpc, ControllerRpc>) {
    this.rsm = new Rsm({ ...config, machine: new GroupMachine(config) });
    this.connect = config.connect;

    // 4b: somebody has to ask for new configurations, in a method that nobody waits for:
    // `new ControllerClerk({ servers: config.controllers })`.
    throw new NotImplemented(
      'lab4b',
      'following configurations in server.ts',
      'labs/lab4-shardkv/README.md#4b',
    );
  }

  /** 4b. */
  execute(_args: ShardKvArgs): Promise<ShardKvReply> {
    throw new NotImplemented('lab4b', 'ShardKvServer.execute in server.ts', 'labs/lab4-shardkv/README.md#4b');
  }
}
