import type {
  ApplyMsg,
  RaftConfig,
  RaftContract,
  RaftState,
  StartResult,
} from '../../harness/scenarios/lab2-raft/contract.ts';
import type { Channel, Peer, Persister } from '../../labrpc/index.ts';
import { decode, encode } from '../../labrpc/index.ts';
import { ElectionTimer } from './election-timer.ts';
import { Log, type SavedLog } from './log.ts';
import type {
  AppendEntriesArgs,
  AppendEntriesReply,
  InstallSnapshotArgs,
  InstallSnapshotReply,
  RaftRpc,
  RequestVoteArgs,
  RequestVoteReply,
} from './messages.ts';
import { newOther, type Other } from './other.ts';

export type { RaftRpc } from './messages.ts';

/** The handout allows ten heartbeats a second. Also when to try again: a call may hang for 7 s. */
const HEARTBEAT_MS = 100;

type Role = 'follower' | 'candidate' | 'leader';

/** Raft, after the extended paper: Figure 2 for elections and the log, Figure 13 for snapshots. */
export class Raft implements RaftContract, RaftRpc {
  // ─── State (Figure 2) ────────────────────────────────────────────────────────────────────────────────────

  private readonly peers: readonly Peer<RaftRpc>[];
  private readonly me: number;
  private readonly persister: Persister;
  private readonly applyCh: Channel<ApplyMsg>;

  // On disk: `persist` before any message or reply that follows from a change.
  private currentTerm = 0;
  private votedFor: number | null = null;
  private log: Log = new Log();
  // In memory.
  private role: Role = 'follower';
  private commitIndex = 0; // as of a restart: the snapshot's last, for the service loads that itself
  private lastApplied = 0;
  private readonly others: readonly Other[];
  private readonly electionTimer: ElectionTimer;
  private replicationPlanned = false;

  // ─── Start and restart ───────────────────────────────────────────────────────────────────────────────────

  constructor(config: RaftConfig<RaftRpc>) {
    this.peers = config.peers;
    this.me = config.me;
    this.persister = config.persister;
    this.applyCh = config.applyCh;
    this.others = config.peers.filter((_, index) => index !== config.me).map(newOther);
    this.restore();
    this.electionTimer = new ElectionTimer(() => this.onElectionTimeout());
  }

  private restore(): void {
    const bytes = this.persister.readState();
    if (!bytes) return;
    const saved = decode<{ currentTerm: number; votedFor: number | null; log: SavedLog }>(bytes);
    this.currentTerm = saved.currentTerm;
    this.votedFor = saved.votedFor;
    this.log = new Log(saved.log);
    this.commitIndex = this.log.lastIncludedIndex;
    this.lastApplied = this.log.lastIncludedIndex;
  }

  private saveTerm(currentTerm: number, votedFor: number | null): void {
    if (currentTerm === this.currentTerm && votedFor === this.votedFor) return;
    this.currentTerm = currentTerm;
    this.votedFor = votedFor;
    this.persist();
  }

  /** One atomic step: a log without its prefix and the snapshot that replaces it must not be torn apart. */
  private persist(snapshot?: Uint8Array): void {
    const { currentTerm, votedFor, log } = this;
    this.persister.save(encode({ currentTerm, votedFor, log: log.saved() }), snapshot);
  }

  // ─── What the service calls ──────────────────────────────────────────────────────────────────────────────

  start(command: unknown): StartResult {
    if (this.role !== 'leader') return { kind: 'not-leader' };
    const index = this.log.append({ term: this.currentTerm, command });
    this.persist();
    this.planReplication();
    return { kind: 'accepted', index, term: this.currentTerm };
  }

  getState(): RaftState {
    return { term: this.currentTerm, isLeader: this.role === 'leader' };
  }

  snapshot(index: number, snapshot: Uint8Array): void {
    if (index <= this.log.lastIncludedIndex) return;
    if (index > this.lastApplied) throw new RangeError(`entry ${index} is not applied yet`);
    this.log.replacePrefix(index, this.log.termAt(index));
    this.persist(snapshot);
  }

  // ─── What peers call ─────────────────────────────────────────────────────────────────────────────────────

  /** One vote a term (§5.2), and only for a log at least as up to date as ours (§5.4.1). */
  requestVote({ term, candidateId, lastLogIndex, lastLogTerm }: RequestVoteArgs): RequestVoteReply {
    this.observeTerm(term);
    const isFree = this.votedFor === null || this.votedFor === candidateId;
    const isUpToDate = this.log.isCoveredBy(lastLogIndex, lastLogTerm);
    const voteGranted = term === this.currentTerm && isFree && isUpToDate;
    if (voteGranted) {
      this.saveTerm(this.currentTerm, candidateId);
      this.electionTimer.reset();
    }
    return { term: this.currentTerm, voteGranted };
  }

  appendEntries(args: AppendEntriesArgs): AppendEntriesReply {
    const { prevLogIndex, prevLogTerm, entries, leaderCommit } = args;
    if (!this.acceptLeader(args.term)) return { term: this.currentTerm, success: false };
    if (!this.log.matches(prevLogIndex, prevLogTerm)) {
      return { term: this.currentTerm, success: false, conflict: this.log.conflictAt(prevLogIndex) };
    }
    if (this.log.merge(prevLogIndex, entries)) this.persist();
    // Only what this message has checked is the leader's: our log may go on with entries that are not.
    this.commitUpTo(Math.min(leaderCommit, prevLogIndex + entries.length));
    return { term: this.currentTerm, success: true };
  }

  installSnapshot(args: InstallSnapshotArgs): InstallSnapshotReply {
    const { lastIncludedIndex: index, lastIncludedTerm: term, data: snapshot } = args;
    // An old snapshot tells us nothing: we have every entry in it, and the service never goes back.
    if (this.acceptLeader(args.term) && index > this.commitIndex) {
      this.log.replacePrefix(index, term);
      this.persist(snapshot);
      this.commitIndex = index;
      this.lastApplied = index;
      this.applyCh.send({ kind: 'snapshot', index, term, snapshot });
    }
    return { term: this.currentTerm };
  }

  /** False for a deposed leader of an older term. The leader of this term ends a candidacy (§5.2). */
  private acceptLeader(term: number): boolean {
    this.observeTerm(term);
    if (term < this.currentTerm) return false;
    this.role = 'follower';
    this.electionTimer.reset();
    return true;
  }

  /** §5.1: whoever hears of a newer term enters it as a follower, be it in a request or in a reply. */
  private observeTerm(term: number): void {
    if (term <= this.currentTerm) return;
    this.role = 'follower';
    this.saveTerm(term, null);
  }

  /** A reply counts only while we are what we were when we asked: it may be seconds old. */
  private isStill(role: Role, term: number, replyTerm: number): boolean {
    this.observeTerm(replyTerm);
    return this.role === role && this.currentTerm === term;
  }

  // ─── Elections (§5.2) ────────────────────────────────────────────────────────────────────────────────────

  /** Nobody was heard of in time. The timer goes on while we lead, to be there when we no longer do. */
  private onElectionTimeout(): void {
    if (this.role === 'leader') return;
    this.role = 'candidate';
    this.saveTerm(this.currentTerm + 1, this.me);
    for (const other of this.others) {
      other.voteGranted = false;
      this.contact(other);
    }
    this.countVotes();
  }

  private async askForVote(other: Other): Promise<void> {
    const { lastIndex: lastLogIndex, lastTerm: lastLogTerm } = this.log;
    const term = this.currentTerm;
    const args = { term, candidateId: this.me, lastLogIndex, lastLogTerm };
    const reply = await other.peer.call('requestVote', args);
    if (!reply || !this.isStill('candidate', term, reply.term)) return;
    clearTimeout(other.retryTimer);
    other.voteGranted ||= reply.voteGranted;
    this.countVotes();
  }

  private countVotes(): void {
    const votes = 1 + this.others.filter((other) => other.voteGranted).length;
    if (votes > this.peers.length / 2) this.becomeLeader();
  }

  private becomeLeader(): void {
    this.role = 'leader';
    for (const other of this.others) {
      other.nextIndex = this.log.lastIndex + 1;
      other.matchIndex = 0;
      other.entriesInFlight = false;
      this.contact(other);
    }
  }

  // ─── Replication (§5.3, §5.4, §7) ────────────────────────────────────────────────────────────────────────

  /** At the end of this turn, so that several commands in a row travel together. */
  private planReplication(): void {
    if (this.replicationPlanned) return;
    this.replicationPlanned = true;
    queueMicrotask(() => this.replicate());
  }

  private replicate(): void {
    this.replicationPlanned = false;
    if (this.role !== 'leader') return;
    for (const other of this.others) if (!other.entriesInFlight) this.contact(other);
    this.advanceCommitIndex();
  }

  private async sendEntries(other: Other): Promise<void> {
    const prevLogIndex = other.nextIndex - 1;
    const entries = this.log.batchFrom(other.nextIndex);
    const prevLogTerm = this.log.termAt(prevLogIndex);
    const term = this.currentTerm;
    const args = { term, prevLogIndex, prevLogTerm, entries, leaderCommit: this.commitIndex };
    if (entries.length > 0) other.entriesInFlight = true;
    const reply = await other.peer.call('appendEntries', args);
    if (entries.length > 0) other.entriesInFlight = false;
    if (!reply || !this.isStill('leader', term, reply.term)) return;
    if (reply.success) {
      this.recordMatch(other, prevLogIndex + entries.length);
    } else if (reply.conflict && prevLogIndex === other.nextIndex - 1) {
      // Otherwise this rejection is an old one, and we have learned more since.
      other.nextIndex = Math.max(other.matchIndex + 1, this.log.nextIndexAfter(reply.conflict, prevLogIndex));
      this.contact(other);
    }
  }

  /** The follower lacks entries that are no longer in our log. */
  private async sendSnapshot(other: Other): Promise<void> {
    const { lastIncludedIndex, lastIncludedTerm } = this.log;
    const data = this.persister.readSnapshot() ?? new Uint8Array();
    const term = this.currentTerm;
    other.entriesInFlight = true;
    const reply = await other.peer.call('installSnapshot', {
      term,
      lastIncludedIndex,
      lastIncludedTerm,
      data,
    });
    other.entriesInFlight = false;
    if (reply && this.isStill('leader', term, reply.term)) this.recordMatch(other, lastIncludedIndex);
  }

  /** That follower has everything up to `index`. Replies overtake each other: an older one is no news. */
  private recordMatch(other: Other, index: number): void {
    if (index <= other.matchIndex) return;
    other.matchIndex = index;
    other.nextIndex = Math.max(other.nextIndex, index + 1);
    this.advanceCommitIndex();
    if (other.nextIndex <= this.log.lastIndex && !other.entriesInFlight) this.contact(other);
  }

  /** Commits what a majority holds, if it is of this term: older entries come along with it (§5.4.2). */
  private advanceCommitIndex(): void {
    const held = [this.log.lastIndex, ...this.others.map((other) => other.matchIndex)].sort((a, b) => b - a);
    const byMajority = held[Math.floor(held.length / 2)] ?? 0;
    if (byMajority > this.commitIndex && this.log.termAt(byMajority) === this.currentTerm) {
      this.commitUpTo(byMajority);
    }
  }

  private commitUpTo(index: number): void {
    this.commitIndex = Math.max(this.commitIndex, index);
    while (this.lastApplied < this.commitIndex) {
      this.lastApplied += 1;
      const { term, command } = this.log.at(this.lastApplied);
      this.applyCh.send({ kind: 'command', index: this.lastApplied, term, command });
    }
  }

  // ─── Timers ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Says to a server what it has to hear now, and again until our role ends (§5.1: calls are retried). */
  private contact(other: Other): void {
    clearTimeout(other.retryTimer);
    if (this.role === 'follower') return;
    other.retryTimer = setTimeout(() => this.contact(other), HEARTBEAT_MS);
    if (this.role === 'candidate') void this.askForVote(other);
    else if (other.nextIndex <= this.log.lastIncludedIndex) void this.sendSnapshot(other);
    else void this.sendEntries(other);
  }
}
