import type {
  ControllerClerkConfig,
  ControllerClerkContract,
  Gid,
  ShardConfig,
} from '../../harness/scenarios/lab4-shardkv/contract.ts';
import { NotImplemented, type Peer } from '../../labrpc/index.ts';
import type { ControllerRpc } from './controller.ts';

/**
 * Access to the shard controller: for those who run the service, for its servers and for its clerks. Like the
 * clerk of lab 3, it asks until it is answered.
 */
export class ControllerClerk implements ControllerClerkContract {
  /** In an order of this clerk's own. */
  private readonly servers: readonly Peer<ControllerRpc>[];

  constructor(config: ControllerClerkConfig<ControllerRpc>) {
    this.servers = config.servers;
  }

  /** 4a. Adds groups, with the names of their servers. */
  async join(_groups: ReadonlyMap<Gid, readonly string[]>): Promise<void> {
    throw new NotImplemented(
      'lab4a',
      'ControllerClerk.join in controller-client.ts',
      'labs/lab4-shardkv/README.md#4a',
    );
  }

  /** 4a. */
  async leave(_gids: readonly Gid[]): Promise<void> {
    throw new NotImplemented(
      'lab4a',
      'ControllerClerk.leave in controller-client.ts',
      'labs/lab4-shardkv/README.md#4a',
    );
  }

  /** 4a. */
  async move(_shard: number, _gid: Gid): Promise<void> {
    throw new NotImplemented(
      'lab4a',
      'ControllerClerk.move in controller-client.ts',
      'labs/lab4-shardkv/README.md#4a',
    );
  }

  /** 4a. The newest configuration, if there is no number, or none of that number yet. */
  async query(_number?: number): Promise<ShardConfig> {
    throw new NotImplemented(
      'lab4a',
      'ControllerClerk.query in controller-client.ts',
      'labs/lab4-shardkv/README.md#4a',
    );
  }
}
