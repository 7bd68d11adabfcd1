import type { Boot } from '../../../labrpc/host/program.ts';
import { LastWriteWins } from './last-write-wins.ts';
import { type ReplicaSetup, serveReplica } from './replica-service.ts';

/** A replica that is given, in place of the student's. */
export const boot: Boot = (_lab, environment) => {
  const { me, peers, keys } = environment.setup as ReplicaSetup;
  const config = { me, peers: peers.map((peer) => environment.peer<never>(peer, 'replica')) };
  const replica = new LastWriteWins(config, (lost, kept) => environment.emit('discards', { lost, kept }));
  return serveReplica(environment, replica, keys);
};
