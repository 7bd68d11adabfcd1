import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { ShardKvServerClass } from './contract.ts';
import { type DirectorySetup, shardDirectory } from './shard-directory.ts';

/** What a scenario tells a server of a group. */
export interface ShardServerSetup extends DirectorySetup {
  readonly me: number;
  readonly peers: readonly PeerAddress[];
  readonly maxStateBytes: number;
  readonly gid: number;
}

export const boot: Boot = (lab, environment) => {
  const setup = environment.setup as ShardServerSetup;
  const ShardKvServer = lab.ShardKvServer as ShardKvServerClass | undefined;
  if (typeof ShardKvServer !== 'function') {
    throw new Error('server.ts must export a class named ShardKvServer');
  }
  const server = new ShardKvServer({
    ...shardDirectory(environment, setup),
    peers: setup.peers.map((peer) => environment.peer(peer, 'raft')),
    me: setup.me,
    persister: environment.persister,
    maxStateBytes: setup.maxStateBytes,
    gid: setup.gid,
  });
  const raft = server.rsm?.raft;
  if (!raft) throw new Error('a ShardKvServer must have its Rsm in the field rsm, and that its Raft in raft');
  return {
    services: { raft, shardkv: server },
    state: () => ({ ...raft.getState() }),
    inspect: () => ({ server }),
  };
};
