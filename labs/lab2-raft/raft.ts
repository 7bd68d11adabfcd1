import type {
  ApplyMsg,
  RaftConfig,
  RaftContract,
  RaftState,
  StartResult,
} from '../../harness/scenarios/lab2-raft/contract.ts';
import type { Channel, Peer, Persister } from '../../labrpc/index.ts';
import { NotImplemented } from '../../labrpc/index.ts';

/**
 * What Raft servers say to each other. Yours to change: any method with one argument object and one reply
 * object can be called with `peer.call('requestVote', args)`. Figure 2 of the paper says what goes into them.
 */
export interface RaftRpc {
  requestVote(args: RequestVoteArgs): RequestVoteReply;
  appendEntries(args: AppendEntriesArgs): AppendEntriesReply;
  installSnapshot(args: InstallSnapshotArgs): InstallSnapshotReply;
}

export interface RequestVoteArgs {
  readonly term: number;
  // 2a: who asks? 2b: how up to date is its log (§5.4.1)?
}

export interface RequestVoteReply {
  readonly term: number;
  // 2a: the answer.
}

/** Also the heartbeat: then without entries. */
export interface AppendEntriesArgs {
  readonly term: number;
  // 2b: the entries, what comes just before them, and how far the leader has committed.
}

export interface AppendEntriesReply {
  readonly term: number;
  // 2b: did it fit? If not, what lets the leader find the place quickly (end of §5.3)?
}

export interface InstallSnapshotArgs {
  readonly term: number;
  // 2d: the snapshot, and which entries it replaces (Figure 13; send it in one piece).
}

export interface InstallSnapshotReply {
  readonly term: number;
}

/** One server. A restart makes a new instance: what has to survive is in `persister`. */
export class Raft implements RaftContract, RaftRpc {
  /** All servers; the one at `me` is this one. */
  private readonly peers: readonly Peer<RaftRpc>[];
  private readonly me: number;
  private readonly persister: Persister;
  /** Send each committed entry here, once and in order (`this.applyCh.send(…)` never waits). */
  private readonly applyCh: Channel<ApplyMsg>;

  // 2a, 2b: the state in Figure 2. Keep the paper's names, it makes the paper your documentation.

  /** Must not wait. Timers that you start here run until the server crashes: nobody has to stop them. */
  constructor(config: RaftConfig<RaftRpc>) {
    this.peers = config.peers;
    this.me = config.me;
    this.persister = config.persister;
    this.applyCh = config.applyCh;

    // 2c: read back what `persist` has saved. 2d: entries that the snapshot covers are applied already.

    // 2a: an election timer. Not below 300 ms, as heartbeats may come only ten times a second (§5.2).
    throw new NotImplemented('lab2a', 'the election timer of Raft in raft.ts', 'labs/lab2-raft/README.md#2a');
  }

  // ─── What the service calls: none of these may wait ──────────────────────────────────────────────────────

  /** 2a. Has no side effects: it is called after every turn. */
  getState(): RaftState {
    throw new NotImplemented('lab2a', 'Raft.getState in raft.ts', 'labs/lab2-raft/README.md#2a');
  }

  /** 2b. Returns at once: the index says where the command will be if it is ever committed. */
  start(_command: unknown): StartResult {
    throw new NotImplemented('lab2b', 'Raft.start in raft.ts', 'labs/lab2-raft/README.md#2b');
  }

  /** 2d. The service needs no entry up to `index` any more: `snapshot` holds what they did (§7). */
  snapshot(_index: number, _snapshot: Uint8Array): void {
    throw new NotImplemented('lab2d', 'Raft.snapshot in raft.ts', 'labs/lab2-raft/README.md#2d');
  }

  // ─── What peers call: messages may be late, doubled, or from a term long gone ────────────────────────────

  /** 2a, and §5.4.1 for 2b. */
  requestVote(_args: RequestVoteArgs): RequestVoteReply {
    throw new NotImplemented('lab2a', 'Raft.requestVote in raft.ts', 'labs/lab2-raft/README.md#2a');
  }

  /** 2a: heartbeats keep followers from standing. 2b: entries (§5.3). */
  appendEntries(_args: AppendEntriesArgs): AppendEntriesReply {
    throw new NotImplemented('lab2a', 'Raft.appendEntries in raft.ts', 'labs/lab2-raft/README.md#2a');
  }

  /** 2d: for a follower that lacks entries which the leader has dropped. */
  installSnapshot(_args: InstallSnapshotArgs): InstallSnapshotReply {
    throw new NotImplemented('lab2d', 'Raft.installSnapshot in raft.ts', 'labs/lab2-raft/README.md#2d');
  }

  // ─── Yours ───────────────────────────────────────────────────────────────────────────────────────────────

  // 2c: a method `persist()` that gives the persister `encode({ … })` of all that Figure 2 calls persistent.
  // Call it after each change, before a message or a reply leaves: the crash may come right after that.
}
