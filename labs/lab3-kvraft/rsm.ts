import type { ApplyMsg } from '../../harness/scenarios/lab2-raft/contract.ts';
import type {
  RsmConfig,
  RsmContract,
  StateMachine,
  SubmitResult,
} from '../../harness/scenarios/lab3-kvraft/contract.ts';
import { Channel, NotImplemented, type Persister } from '../../labrpc/index.ts';
import { Raft, type RaftRpc } from '../lab2-raft/raft.ts';

/**
 * A replicated state machine: every server applies the same commands in the same order, which Raft agrees on.
 * One server of it. A restart makes a new instance, and a new machine.
 */
export class Rsm<Command, Result> implements RsmContract<Command, Result> {
  /** The harness and your peers look for your Raft here. */
  readonly raft: Raft;
  private readonly machine: StateMachine<Command, Result>;
  private readonly persister: Persister;
  /** 3b: `Infinity` if no snapshot is wanted. */
  private readonly maxStateBytes: number;

  // 3a: who waits for which of the commands that were submitted here?

  /** Must not wait. */
  constructor(config: RsmConfig<RaftRpc, Command, Result>) {
    this.machine = config.machine;
    this.persister = config.persister;
    this.maxStateBytes = config.maxStateBytes;

    // 3b: what is in the snapshot, Raft does not apply again after a restart.

    const applyCh = new Channel<ApplyMsg>();
    this.raft = new Raft({ peers: config.peers, me: config.me, persister: config.persister, applyCh });

    // 3a: read `applyCh` for ever: `for await (const message of applyCh)`, in a method that nobody waits for.
    throw new NotImplemented('lab3a', 'reading applyCh in rsm.ts', 'labs/lab3-kvraft/README.md#3a');
  }

  /** 3a. Called by the service, on any server; several may be under way at once. */
  submit(_command: Command): Promise<SubmitResult<Result>> {
    throw new NotImplemented('lab3a', 'Rsm.submit in rsm.ts', 'labs/lab3-kvraft/README.md#3a');
  }
}
