import type { Environment, PeerAddress } from '../../../labrpc/host/program.ts';
import type { ShardKvCommon } from './contract.ts';
import { shardOf } from './shard-of.ts';

/** What a scenario tells servers and clerks of the sharded service alike. */
export interface DirectorySetup {
  /** In an order of the reader's own. */
  readonly controllers: readonly PeerAddress[];
  /** All servers of all groups. */
  readonly directory: readonly PeerAddress[];
  readonly shardCount: number;
}

/** What lab code is given of it. */
export function shardDirectory(
  environment: Environment,
  { controllers, directory, shardCount }: DirectorySetup,
): ShardKvCommon<unknown, unknown> {
  const byName = new Map(directory.map((server) => [server.name, server]));
  return {
    controllers: controllers.map((controller) => environment.peer(controller, 'controller')),
    connect: (serverName) => {
      const server = byName.get(serverName);
      if (server) return environment.peer(server, 'shardkv');
      const expected = 'it takes a name out of ShardConfig.groups';
      throw new RangeError(`connect: no server is named ${JSON.stringify(serverName)}; ${expected}`);
    },
    shardOf: (key) => shardOf(key, shardCount),
    shardCount,
  };
}
