import type {
  ApplyMsg,
  RaftConfig,
  RaftContract,
  RaftState,
  StartResult,
} from '../../harness/scenarios/lab2-raft/contract.ts';
import type { Channel, Peer, Persister } from '../../labrpc/index.ts';
import { decode, encode, NotImplemented, sleep } from '../../labrpc/index.ts';

const TICK_MS = 25;
const HEARTBEAT_MS = 100;
const ELECTION_MIN_MS = 350;
const ELECTION_MAX_MS = 650;
const BATCH = 250;

type State = 'Follower' | 'Candidate' | 'Leader';

interface LogEntry {
  index: number;
  term: number;
  command: unknown;
}

export interface RequestVoteArgs {
  term: number;
  candidateId: number;
  lastLogIndex: number;
  lastLogTerm: number;
}
export interface RequestVoteReply {
  term: number;
  voteGranted: boolean;
}
export interface AppendEntriesArgs {
  term: number;
  leaderId: number;
  prevLogIndex: number;
  prevLogTerm: number;
  entries: LogEntry[];
  leaderCommit: number;
}
export interface AppendEntriesReply {
  term: number;
  success: boolean;
  // for fast backup: where to continue
  xTerm: number;
  xIndex: number;
}
export interface InstallSnapshotArgs {
  term: number;
  lastIncludedIndex: number;
  lastIncludedTerm: number;
  data: Uint8Array;
}
export interface InstallSnapshotReply {
  term: number;
}

export interface RaftRpc {
  requestVote(args: RequestVoteArgs): RequestVoteReply;
  appendEntries(args: AppendEntriesArgs): AppendEntriesReply;
  installSnapshot(args: InstallSnapshotArgs): InstallSnapshotReply;
}

export class Raft implements RaftContract, RaftRpc {
  private readonly peers: readonly Peer<RaftRpc>[];
  private readonly me: number;
  private readonly persister: Persister;
  private readonly applyCh: Channel<ApplyMsg>;

  private state: State = 'Follower';
  private currentTerm = 0;
  private votedFor = -1;
  // log[0] is a dummy; with a snapshot it is the last entry in it
  private log: LogEntry[] = [{ index: 0, term: 0, command: null }];
  private commitIndex = 0;
  private lastApplied = 0;
  private nextIndex: number[] = [];
  private matchIndex: number[] = [];
  private inFlight: boolean[] = [];
  private votes = new Set<number>();

  private lastHeard = performance.now();
  private lastBroadcast = 0;
  private timeout = randomTimeout();

  constructor(config: RaftConfig<RaftRpc>) {
    this.peers = config.peers;
    this.me = config.me;
    this.persister = config.persister;
    this.applyCh = config.applyCh;
    this.readPersist();
    void this.ticker();
  }

  getState(): RaftState {
    return { term: this.currentTerm, isLeader: this.state === 'Leader' };
  }

  start(command: unknown): StartResult {
    if (this.state !== 'Leader') return { kind: 'not-leader' };
    const index = this.lastEntry().index + 1;
    this.log.push({ index, term: this.currentTerm, command });
    this.persist();
    for (const server of this.others()) {
      if (!this.inFlight[server] void this.replicate(server);
    return { kind: 'accepted', index, term: this.currentTerm };
  }

  snapshot(_index: number, _snapshot: Uint8Array): void {
    throw new NotImplemented('lab2d', 'Raft.snapshot in raft.ts', 'labs/lab2-raft/README.md#2d');
  }

  // ---------------------------------------------------------------- RPC handlers

  requestVote(args: RequestVoteArgs): RequestVoteReply {
    if (args.term > this.currentTerm) this.becomeFollower(args.term);
    if (args.term < this.currentTerm) return { term: this.currentTerm, voteGranted: false };
    const last = this.lastEntry();
    const upToDate =
      args.lastLogTerm > last.term || (args.lastLogTerm === last.term && args.lastLogIndex >= last.index);
    if ((this.votedFor === -1 || this.votedFor === args.candidateId) && upToDate) {
      this.votedFor = args.candidateId;
      this.persist();
      this.resetTimer();
      return { term: this.currentTerm, voteGranted: true };
    }
    return { term: this.currentTerm, voteGranted: false };
  }

  appendEntries(args: AppendEntriesArgs): AppendEntriesReply {
    const reply = { term: this.currentTerm, success: false, xTerm: -1, xIndex: 0 };
    if (args.term < this.currentTerm) return reply;
    if (args.term > this.currentTerm) this.becomeFollower(args.term);
    this.state = 'Follower';
    this.resetTimer();
    reply.term = this.currentTerm;

    if (args.prevLogIndex > this.lastEntry().index) {
      reply.xIndex = this.lastEntry().index + 1;
      return reply;
    }
    if (args.prevLogIndex >= this.first().index) {
      const mine = this.entry(args.prevLogIndex).term;
      if (mine !== args.prevLogTerm) {
        reply.xTerm = mine;
        reply.xIndex = args.prevLogIndex;
        while (reply.xIndex - 1 > this.first().index && this.entry(reply.xIndex - 1).term === mine) reply.xIndex--;
        return reply;
      }
    }

    for (const [i, entry] of args.entries.entries()) {
      if (entry.index <= this.first().index) continue;
      if (entry.index <= this.lastEntry().index && this.entry(entry.index).term === entry.term) continue;
      this.log = [...this.log.slice(0, entry.index - this.first().index), ...args.entries.slice(i)];
      this.persist();
      break;
    }
    const lastNew = args.prevLogIndex + args.entries.length;
    if (args.leaderCommit > this.commitIndex) {
      this.commitIndex = Math.max(this.commitIndex, Math.min(args.leaderCommit, lastNew));
      this.applyEntries();
    }
    reply.success = true;
    return reply;
  }

  installSnapshot(args: InstallSnapshotArgs): InstallSnapshotReply {
    throw new NotImplemented('lab2d', 'Raft.installSnapshot in raft.ts', 'labs/lab2-raft/README.md#2d');
  }

  // ---------------------------------------------------------------- loops

  private async ticker(): Promise<void> {
    for (;;) {
      await sleep(TICK_MS);
      const now = performance.now();
      if (this.state === 'Leader') {
        if (now - this.lastBroadcast >= HEARTBEAT_MS) this.broadcast();
      } else if (now - this.lastHeard > this.timeout) {
        this.startElection();
      }
    }
  }

  private startElection(): void {
    this.state = 'Candidate';
    this.currentTerm++;
    this.votedFor = this.me;
    this.votes = new Set([this.me]);
    this.persist();
    this.resetTimer();
    for (const server of this.others()) void this.askForVote(server);
  }

  private async askForVote(server: number): Promise<void> {
    const term = this.currentTerm;
    const last = this.lastEntry();
    const args = { term, candidateId: this.me, lastLogIndex: last.index, lastLogTerm: last.term };
    const reply = await this.peer(server).call('requestVote', args);
    if (!reply) return;
    if (reply.term > this.currentTerm) this.becomeFollower(reply.term);
    if (this.state !== 'Candidate' || this.currentTerm !== term || !reply.voteGranted) return;
    this.votes.add(server);
    if (this.votes.size > this.peers.length / 2) this.becomeLeader();
  }

  private becomeLeader(): void {
    this.state = 'Leader';
    this.nextIndex = this.peers.map(() => this.lastEntry().index + 1);
    this.matchIndex = this.peers.map(() => 0);
    this.inFlight = this.peers.map(() => false);
    this.broadcast();
  }

  private broadcast(): void {
    this.lastBroadcast = performance.now();
    for (const server of this.others()) void this.replicate(server);
  }

  private async replicate(server: number): Promise<void> {
    const term = this.currentTerm;
    const next = this.nextIndex[server] ?? 1;
    if (next <= this.first().index) return this.sendSnapshot(server);
    const prev = this.entry(next - 1);
    const start = next - this.first().index;
    const entries = this.log.slice(start, start + BATCH);
    const args = {
      term,
      leaderId: this.me,
      prevLogIndex: prev.index,
      prevLogTerm: prev.term,
      entries,
      leaderCommit: this.commitIndex,
    };
    if (entries.length > 0) this.inFlight[server] = true;
    const reply = await this.peer(server).call('appendEntries', args);
    if (entries.length > 0) this.inFlight[server] = false;
    if (!reply) return;
    if (reply.term > this.currentTerm) this.becomeFollower(reply.term);
    if (this.state !== 'Leader' || this.currentTerm !== term) return;
    if (reply.success) {
      this.onMatch(server, prev.index + entries.length);
    } else if (this.nextIndex[server] === next) {
      this.nextIndex[server] = Math.max((this.matchIndex[server] ?? 0) + 1, this.backup(reply, next));
      void this.replicate(server);
    }
  }

  private async sendSnapshot(server: number): Promise<void> {
    const term = this.currentTerm;
    const { index, term: lastTerm } = this.first();
    const data = this.persister.readSnapshot() ?? new Uint8Array();
    this.inFlight[server] = true;
    const args = { term, lastIncludedIndex: index, lastIncludedTerm: lastTerm, data };
    const reply = await this.peer(server).call('installSnapshot', args);
    this.inFlight[server] = false;
    if (!reply) return;
    if (reply.term > this.currentTerm) this.becomeFollower(reply.term);
    if (this.state === 'Leader' && this.currentTerm === term) this.onMatch(server, index);
  }

  private onMatch(server: number, match: number): void {
    this.matchIndex[server] = Math.max(this.matchIndex[server] ?? 0, match);
    this.nextIndex[server] = Math.max(this.nextIndex[server] ?? 1, match + 1);
    this.updateCommit();
    if ((this.nextIndex[server] ?? 1) <= this.lastEntry().index && !this.inFlight[server]) void this.replicate(server);
  }

  private backup(reply: AppendEntriesReply, next: number): number {
    if (reply.xTerm === -1) return Math.min(reply.xIndex, next - 1);
    for (let index = next - 1; index > this.first().index; index--) {
      if (this.entry(index).term === reply.xTerm) return index + 1 < next ? index + 1 : next - 1;
      if (this.entry(index).term < reply.xTerm) break;
    }
    return reply.xIndex;
  }

  private updateCommit(): void {
    for (let n = this.lastEntry().index; n > this.commitIndex; n--) {
      if (this.entry(n).term !== this.currentTerm) break;
      const count = 1 + this.others().filter((server) => (this.matchIndex[server] ?? 0) >= n).length;
      if (count > this.peers.length / 2) {
        this.commitIndex = n;
        this.applyEntries();
        break;
      }
    }
  }

  private applyEntries(): void {
    while (this.lastApplied < this.commitIndex) {
      this.lastApplied++;
      const { index, term, command } = this.entry(this.lastApplied);
      this.applyCh.send({ kind: 'command', index, term, command });
    }
  }

  // ---------------------------------------------------------------- small things

  private becomeFollower(term: number): void {
    this.state = 'Follower';
    this.currentTerm = term;
    this.votedFor = -1;
    this.persist();
  }

  private resetTimer(): void {
    this.lastHeard = performance.now();
    this.timeout = randomTimeout();
  }

  private persist(snapshot?: Uint8Array): void {
    const { currentTerm, votedFor, log } = this;
    this.persister.save(encode({ currentTerm, votedFor, log }), snapshot);
  }

  private readPersist(): void {
    const bytes = this.persister.readState();
    if (!bytes) return;
    const saved = decode<{ currentTerm: number; votedFor: number; log: LogEntry[] }>(bytes);
    this.currentTerm = saved.currentTerm;
    this.votedFor = saved.votedFor;
    this.log = saved.log;
    this.commitIndex = this.first().index;
    this.lastApplied = this.first().index;
  }

  private first(): LogEntry {
    return this.log[0] as LogEntry;
  }

  private lastEntry(): LogEntry {
    return this.log[this.log.length - 1] as LogEntry;
  }

  private entry(index: number): LogEntry {
    return this.log[index - this.first().index] as LogEntry;
  }

  private peer(server: number): Peer<RaftRpc> {
    return this.peers[server] as Peer<RaftRpc>;
  }

  private others(): number[] {
    return this.peers.map((_, server) => server).filter((server) => server !== this.me);
  }
}

function randomTimeout(): number {
  return ELECTION_MIN_MS + Math.random() * (ELECTION_MAX_MS - ELECTION_MIN_MS);
}
