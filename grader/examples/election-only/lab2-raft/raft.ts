import type {
  ApplyMsg,
  RaftConfig,
  RaftContract,
  RaftState,
  StartResult,
} from '../../harness/scenarios/lab2-raft/contract.ts';
import type { Channel, Peer, Persister } from '../../labrpc/index.ts';
import { NotImplemented } from '../../labrpc/index.ts';

export interface RaftRpc {
  requestVote(args: RequestVoteArgs): RequestVoteReply;
  appendEntries(args: AppendEntriesArgs): AppendEntriesReply;
}

export interface RequestVoteArgs {
  readonly term: number;
  readonly candidateId: number;
}

export interface RequestVoteReply {
  readonly term: number;
  readonly voteGranted: boolean;
}

export interface AppendEntriesArgs {
  readonly term: number;
}

export interface AppendEntriesReply {
  readonly term: number;
}

export class Raft implements RaftContract, RaftRpc {
  private readonly peers: readonly Peer<RaftRpc>[];
  private readonly me: number;
  readonly persister: Persister;
  readonly applyCh: Channel<ApplyMsg>;

  private currentTerm = 0;
  private votedFor: number | null = null;
  private leading = false;
  private candidate = false;
  private deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(config: RaftConfig<RaftRpc>) {
    this.peers = config.peers;
    this.me = config.me;
    this.persister = config.persister;
    this.applyCh = config.applyCh;
    this.waitForLeader();
    setInterval(() => {
      if (this.leading) this.sendHeartbeats();
    }, 100);
  }

  getState(): RaftState {
    return { term: this.currentTerm, isLeader: this.leading };
  }

  start(_command: unknown): StartResult {
    throw new NotImplemented('lab2b', 'Raft.start in raft.ts', 'labs/lab2-raft/README.md#2b');
  }

  snapshot(_index: number, _snapshot: Uint8Array): void {
    throw new NotImplemented('lab2d', 'Raft.snapshot in raft.ts', 'labs/lab2-raft/README.md#2d');
  }

  requestVote({ term, candidateId }: RequestVoteArgs): RequestVoteReply {
    this.checkTerm(term);
    const free = this.votedFor === null || this.votedFor === candidateId;
    const voteGranted = term === this.currentTerm && free;
    if (voteGranted) {
      this.votedFor = candidateId;
      this.waitForLeader();
    }
    return { term: this.currentTerm, voteGranted };
  }

  appendEntries({ term }: AppendEntriesArgs): AppendEntriesReply {
    this.checkTerm(term);
    if (term === this.currentTerm) {
      this.candidate = false;
      this.waitForLeader();
    }
    return { term: this.currentTerm };
  }

  private waitForLeader(): void {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => this.onDeadline(), 300 + Math.random() * 300);
  }

  private checkTerm(term: number): void {
    if (term <= this.currentTerm) return;
    this.currentTerm = term;
    this.votedFor = null;
    this.leading = false;
    this.candidate = false;
  }

  private onDeadline(): void {
    this.waitForLeader();
    if (this.leading) return;
    this.currentTerm++;
    this.votedFor = this.me;
    this.candidate = true;
    const term = this.currentTerm;
    let votes = 1;
    for (const [id, peer] of this.peers.entries()) {
      if (id === this.me) continue;
      void peer.call('requestVote', { term, candidateId: this.me }).then((reply) => {
        if (!reply) return;
        this.checkTerm(reply.term);
        if (!this.candidate || this.currentTerm !== term || !reply.voteGranted) return;
        votes++;
        if (votes <= this.peers.length / 2) return;
        this.candidate = false;
        this.leading = true;
        this.sendHeartbeats();
      });
    }
  }

  private sendHeartbeats(): void {
    for (const [id, peer] of this.peers.entries()) {
      if (id === this.me) continue;
      void peer.call('appendEntries', { term: this.currentTerm }).then((reply) => {
        if (reply) this.checkTerm(reply.term);
      });
    }
  }
}
