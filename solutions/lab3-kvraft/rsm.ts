import type { ApplyMsg } from '../../harness/scenarios/lab2-raft/contract.ts';
import type {
  RsmConfig,
  RsmContract,
  StateMachine,
  SubmitResult,
} from '../../harness/scenarios/lab3-kvraft/contract.ts';
import { Channel, type Persister } from '../../labrpc/index.ts';
import { Raft, type RaftRpc } from '../lab2-raft/raft.ts';

/** How often a leader with open submissions looks whether it still leads. The contract allows 1 s. */
const LEADERSHIP_CHECK_MS = 100;
/** A snapshot is due when the log takes this much of what it may. */
const SNAPSHOT_SHARE = 0.9;

/** Somebody who has submitted a command and waits for its result. */
interface Submission<Result> {
  /** Of the entry: another entry at the same index has another term (Log Matching, Raft §5.3). */
  readonly term: number;
  resolve(result: SubmitResult<Result>): void;
}

/** A state machine kept equal on all servers: what it applies is the log that Raft agrees on. */
export class Rsm<Command, Result> implements RsmContract<Command, Result> {
  readonly raft: Raft;
  private readonly machine: StateMachine<Command, Result>;
  private readonly persister: Persister;
  private readonly maxStateBytes: number;
  /** By the log index of the command. */
  private readonly submissions = new Map<number, Submission<Result>>();
  private isWatching = false;

  constructor(config: RsmConfig<RaftRpc, Command, Result>) {
    this.machine = config.machine;
    this.persister = config.persister;
    this.maxStateBytes = config.maxStateBytes;
    const snapshot = config.persister.readSnapshot();
    if (snapshot) this.machine.restore(snapshot);
    const applyCh = new Channel<ApplyMsg>();
    this.raft = new Raft({ peers: config.peers, me: config.me, persister: config.persister, applyCh });
    void this.applyAll(applyCh);
  }

  submit(command: Command): Promise<SubmitResult<Result>> {
    const started = this.raft.start(command);
    if (started.kind === 'not-leader') return Promise.resolve({ kind: 'not-leader' });
    const { index, term } = started;
    // Whoever waits there led an earlier term: that entry has just been replaced by this one.
    this.resolve(index, { kind: 'not-leader' });
    return new Promise((resolve) => {
      this.submissions.set(index, { term, resolve });
      this.watchLeadership();
    });
  }

  // ─── What is committed (Raft Figure 2: "apply log[lastApplied] to state machine") ────────────────────────

  private async applyAll(applyCh: Channel<ApplyMsg>): Promise<void> {
    for await (const message of applyCh) {
      if (message.kind === 'snapshot') this.install(message.index, message.snapshot);
      else this.apply(message);
    }
  }

  private apply(message: Exclude<ApplyMsg, { kind: 'snapshot' }>): void {
    const { index, term } = message;
    if (message.kind === 'command') {
      const result = this.machine.apply(message.command as Command);
      const isOurs = this.submissions.get(index)?.term === term;
      this.resolve(index, isOurs ? { kind: 'applied', result } : { kind: 'not-leader' });
    } else {
      this.resolve(index, { kind: 'not-leader' });
    }
    this.snapshotIfDue(index);
  }

  /** The leader sent what we lack in one piece (Raft §7): what we had submitted ourselves is unknown. */
  private install(lastIndex: number, snapshot: Uint8Array): void {
    this.machine.restore(snapshot);
    for (const index of this.submissions.keys()) {
      if (index <= lastIndex) this.resolve(index, { kind: 'not-leader' });
    }
  }

  private snapshotIfDue(index: number): void {
    if (this.persister.stateBytes < SNAPSHOT_SHARE * this.maxStateBytes) return;
    this.raft.snapshot(index, this.machine.snapshot());
  }

  // ─── Who waits ───────────────────────────────────────────────────────────────────────────────────────────

  private resolve(index: number, result: SubmitResult<Result>): void {
    this.submissions.get(index)?.resolve(result);
    this.submissions.delete(index);
  }

  /** Raft does not say when it loses its office, and the entries of a deposed leader may never be applied. */
  private watchLeadership(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    setTimeout(() => {
      this.isWatching = false;
      const { term, isLeader } = this.raft.getState();
      for (const [index, submission] of this.submissions) {
        if (!isLeader || submission.term !== term) this.resolve(index, { kind: 'not-leader' });
      }
      if (this.submissions.size > 0) this.watchLeadership();
    }, LEADERSHIP_CHECK_MS);
  }
}
