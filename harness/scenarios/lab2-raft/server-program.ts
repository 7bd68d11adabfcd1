import type { Boot, Environment, PeerAddress } from '../../../labrpc/host/program.ts';
import { Channel, encode } from '../../../labrpc/index.ts';
import type { ApplyMsg, RaftClass, RaftContract } from './contract.ts';
import { readServiceSnapshot, type ServiceSnapshot } from './service-snapshot.ts';

/** What a scenario tells a Raft server. */
export interface RaftSetup {
  readonly me: number;
  readonly peers: readonly PeerAddress[];
  /**
   * The service takes a snapshot whenever it has applied this many entries since the last one, on all servers
   * or by server; 0: never.
   */
  readonly snapshotEvery: number | readonly number[];
}

/**
 * A small service on top of Raft, in the server's own actor: reads the apply channel, snapshots, and reports.
 */
class Service {
  private readonly raft: RaftContract;
  private readonly environment: Environment;
  private readonly snapshotEvery: number;
  private commands: unknown[];
  private snapshotIndex: number;

  constructor(raft: RaftContract, environment: Environment, snapshotEvery: number, saved: ServiceSnapshot) {
    this.raft = raft;
    this.environment = environment;
    this.snapshotEvery = snapshotEvery;
    this.commands = [...saved.commands];
    this.snapshotIndex = saved.index;
  }

  async read(applyCh: Channel<ApplyMsg>): Promise<void> {
    for await (const message of applyCh) this.apply(message);
  }

  private apply(message: ApplyMsg): void {
    this.environment.emit('apply', message);
    if (message.kind === 'snapshot') {
      const snapshot = readServiceSnapshot(message.snapshot);
      if (!snapshot) return; // the judge has seen it too, and ends the run
      this.commands = [...snapshot.commands];
      this.snapshotIndex = message.index;
      return;
    }
    this.commands[message.index - 1] = message.kind === 'command' ? message.command : null;
    if (this.snapshotEvery > 0 && message.index - this.snapshotIndex >= this.snapshotEvery) {
      this.takeSnapshot(message.index);
    }
  }

  private takeSnapshot(index: number): void {
    this.snapshotIndex = index;
    const snapshot: ServiceSnapshot = { index, commands: this.commands.slice(0, index) };
    this.environment.emit('snapshot', { index });
    this.raft.snapshot(index, encode(snapshot));
  }
}

function snapshotPeriod({ me, snapshotEvery }: RaftSetup): number {
  return typeof snapshotEvery === 'number' ? snapshotEvery : (snapshotEvery[me] ?? 0);
}

export const boot: Boot = (lab, environment) => {
  const setup = environment.setup as RaftSetup;
  const Raft = lab.Raft as RaftClass | undefined;
  if (typeof Raft !== 'function') throw new Error('raft.ts must export a class named Raft');
  const saved = environment.persister.readSnapshot();
  const restored = saved ? readServiceSnapshot(saved) : { index: 0, commands: [] };
  environment.emit('restored', restored ?? null);
  const applyCh = new Channel<ApplyMsg>();
  const raft = new Raft({
    peers: setup.peers.map((peer) => environment.peer(peer, 'raft')),
    me: setup.me,
    persister: environment.persister,
    applyCh,
  });
  const service = new Service(
    raft,
    environment,
    snapshotPeriod(setup),
    restored ?? { index: 0, commands: [] },
  );
  void service.read(applyCh);
  return {
    services: { raft },
    calls: {
      start: ({ command }: { command: unknown }) => raft.start(command),
      snapshot: ({ index, snapshot }: { index: number; snapshot: Uint8Array }) => {
        raft.snapshot(index, snapshot);
        return null;
      },
    },
    state: () => ({ ...raft.getState() }),
    inspect: () => ({ raft }),
  };
};
