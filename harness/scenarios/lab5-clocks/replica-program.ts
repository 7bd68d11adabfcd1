import type { Boot } from '../../../labrpc/host/program.ts';
import type { ReplicaClass } from './contract.ts';
import { type ReplicaSetup, serveReplica } from './replica-service.ts';

export const boot: Boot = (lab, environment) => {
  const { me, peers, keys } = environment.setup as ReplicaSetup;
  const Replica = lab.Replica as ReplicaClass | undefined;
  if (typeof Replica !== 'function') throw new Error('replica.ts must export a class named Replica');
  const replica = new Replica({ me, peers: peers.map((peer) => environment.peer(peer, 'replica')) });
  return serveReplica(environment, replica, keys);
};
