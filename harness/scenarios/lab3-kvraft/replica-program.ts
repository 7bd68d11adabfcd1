import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { KvServerClass } from './contract.ts';

/** What a scenario tells a server of a replicated service. */
export interface ReplicaSetup {
  readonly me: number;
  readonly peers: readonly PeerAddress[];
  readonly maxStateBytes: number;
}

export const boot: Boot = (lab, environment) => {
  const { me, peers, maxStateBytes } = environment.setup as ReplicaSetup;
  const KvServer = lab.KvServer as KvServerClass | undefined;
  if (typeof KvServer !== 'function') throw new Error('server.ts must export a class named KvServer');
  const server = new KvServer({
    peers: peers.map((peer) => environment.peer(peer, 'raft')),
    me,
    persister: environment.persister,
    maxStateBytes,
  });
  const raft = server.rsm?.raft;
  if (!raft) throw new Error('a KvServer must have its Rsm in the field rsm, and that its Raft in raft');
  return {
    services: { raft, kv: server },
    state: () => ({ ...raft.getState() }),
    inspect: () => ({ server }),
  };
};
