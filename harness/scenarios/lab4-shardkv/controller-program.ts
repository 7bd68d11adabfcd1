import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { ShardControllerClass } from './contract.ts';

/** What a scenario tells a server of the shard controller. */
export interface ControllerSetup {
  readonly me: number;
  readonly peers: readonly PeerAddress[];
  readonly maxStateBytes: number;
  readonly shardCount: number;
}

export const boot: Boot = (lab, environment) => {
  const { me, peers, maxStateBytes, shardCount } = environment.setup as ControllerSetup;
  const ShardController = lab.ShardController as ShardControllerClass | undefined;
  if (typeof ShardController !== 'function') {
    throw new Error('controller.ts must export a class named ShardController');
  }
  const controller = new ShardController({
    peers: peers.map((peer) => environment.peer(peer, 'raft')),
    me,
    persister: environment.persister,
    maxStateBytes,
    shardCount,
  });
  const raft = controller.rsm?.raft;
  if (!raft)
    throw new Error('a ShardController must have its Rsm in the field rsm, and that its Raft in raft');
  return {
    services: { raft, controller },
    state: () => ({ ...raft.getState() }),
    inspect: () => ({ controller }),
  };
};
