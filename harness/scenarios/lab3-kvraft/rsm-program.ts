import type { Boot } from '../../../labrpc/host/program.ts';
import type { RsmClass } from './contract.ts';
import { type JournalCommand, JournalMachine } from './journal-machine.ts';
import type { ReplicaSetup } from './replica-program.ts';

export const boot: Boot = (lab, environment) => {
  const { me, peers, maxStateBytes } = environment.setup as ReplicaSetup;
  const Rsm = lab.Rsm as RsmClass | undefined;
  if (typeof Rsm !== 'function') throw new Error('rsm.ts must export a class named Rsm');
  const machine = new JournalMachine((name, value) => environment.emit(name, value));
  const rsm = new Rsm({
    peers: peers.map((peer) => environment.peer(peer, 'raft')),
    me,
    persister: environment.persister,
    maxStateBytes,
    machine,
  });
  const { raft } = rsm;
  if (!raft) throw new Error('an Rsm must have its Raft in the field raft');
  return {
    services: { raft },
    calls: { submit: (command: JournalCommand) => rsm.submit(command) },
    state: () => ({ ...raft.getState() }),
    inspect: () => ({ rsm }),
  };
};
