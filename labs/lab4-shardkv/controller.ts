import type { StateMachine } from '../../harness/scenarios/lab3-kvraft/contract.ts';
import type {
  ControllerConfig,
  Gid,
  ShardConfig,
  ShardControllerContract,
} from '../../harness/scenarios/lab4-shardkv/contract.ts';
import { NotImplemented } from '../../labrpc/index.ts';
import type { RaftRpc } from '../lab2-raft/raft.ts';
import { Rsm } from '../lab3-kvraft/rsm.ts';

/** What clerks call. Yours to change, as in lab 3. */
export interface ControllerRpc {
  execute(args: ControllerArgs): Promise<ControllerReply>;
}

/** What a clerk sends, and what stands in the log. A `Map` is data, and may travel. */
export interface ControllerArgs {
  readonly kind: 'join' | 'leave' | 'move' | 'query';
  // Groups, gids, a shard, a number; and what tells a request that was sent twice from two requests?
}

export type ControllerReply =
  | { readonly kind: 'done'; readonly config: ShardConfig }
  | { readonly kind: 'not-leader' };

/**
 * 4a. The shards, spread over these groups: none has two more than another, and as few shards move as that
 * allows. The same result wherever it is computed, whatever the order of `gids`. A shard whose group is not
 * among them has to move; gid 0 is no group.
 */
export function rebalance(_shards: readonly Gid[], _gids: readonly Gid[]): Gid[] {
  throw new NotImplemented('lab4a', 'rebalance in controller.ts', 'labs/lab4-shardkv/README.md#4a');
}

/** All configurations there ever were, the same on all servers. */
export class ControllerMachine implements StateMachine<ControllerArgs, ShardConfig> {
  private readonly shardCount: number;

  // 4a: what is there besides configuration 0, which gives every shard to gid 0?

  constructor(config: { readonly shardCount: number }) {
    this.shardCount = config.shardCount;
  }

  /** 4a. */
  apply(_command: ControllerArgs): ShardConfig {
    throw new NotImplemented(
      'lab4a',
      'ControllerMachine.apply in controller.ts',
      'labs/lab4-shardkv/README.md#4a',
    );
  }

  /** 4a. As in lab 3. */
  snapshot(): Uint8Array {
    throw new NotImplemented(
      'lab4a',
      'ControllerMachine.snapshot in controller.ts',
      'labs/lab4-shardkv/README.md#4a',
    );
  }

  restore(_snapshot: Uint8Array): void {
    throw new NotImplemented(
      'lab4a',
      'ControllerMachine.restore in controller.ts',
      'labs/lab4-shardkv/README.md#4a',
    );
  }
}

/** One server of the shard controller. */
export class ShardController implements ShardControllerContract, ControllerRpc {
  readonly rsm: Rsm<ControllerArgs, ShardConfig>;

  constructor(config: ControllerConfig<RaftRpc>) {
    this.rsm = new Rsm({ ...config, machine: new ControllerMachine(config) });
  }

  /** 4a. */
  execute(_args: ControllerArgs): Promise<ControllerReply> {
    throw new NotImplemented(
      'lab4a',
      'ShardController.execute in controller.ts',
      'labs/lab4-shardkv/README.md#4a',
    );
  }
}
