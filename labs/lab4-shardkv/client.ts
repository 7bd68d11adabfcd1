import type { KvClerkContract } from '../../harness/scenarios/lab3-kvraft/contract.ts';
import type { ShardKvCommon } from '../../harness/scenarios/lab4-shardkv/contract.ts';
import { NotImplemented, type Peer } from '../../labrpc/index.ts';
import type { ControllerRpc } from './controller.ts';
import type { ShardKvRpc } from './server.ts';

/** A client's access to the sharded service: to whatever group has the shard of the key just then. */
export class ShardKvClerk implements KvClerkContract {
  /** A server by a name out of `ShardConfig.groups`. */
  private readonly connect: (serverName: string) => Peer<ShardKvRpc>;
  private readonly shardOf: (key: string) => number;

  constructor(config: ShardKvCommon<ShardKvRpc, ControllerRpc>) {
    this.connect = config.connect;
    this.shardOf = config.shardOf;

    // 4b: `new ControllerClerk({ servers: config.controllers })` can tell what group has a shard.
  }

  /** 4b. The value of the key, '' if nobody has written it. */
  async get(_key: string): Promise<string> {
    throw new NotImplemented('lab4b', 'ShardKvClerk.get in client.ts', 'labs/lab4-shardkv/README.md#4b');
  }

  /** 4b. */
  async put(_key: string, _value: string): Promise<void> {
    throw new NotImplemented('lab4b', 'ShardKvClerk.put in client.ts', 'labs/lab4-shardkv/README.md#4b');
  }

  /** 4b. */
  async append(_key: string, _value: string): Promise<void> {
    throw new NotImplemented('lab4b', 'ShardKvClerk.append in client.ts', 'labs/lab4-shardkv/README.md#4b');
  }
}
