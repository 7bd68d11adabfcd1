import type {
  ApplyMsg,
  RaftConfig,
  RaftContract,
  RaftState,
  StartResult,
} from '../../harness/scenarios/lab2-raft/contract.ts';
import {
  type Channel,
  decode,
  encode,
  NotImplemented,
  type Peer,
  type Persister,
} from '../../labrpc/index.ts';

type Entry = { term: number; cmd: unknown };
type Vote = { term: number; ok: boolean };
type Ack = { term: number; ok: boolean; hint: number };

export interface RaftRpc {
  vote(req: { term: number; id: number; lastIdx: number; lastTerm: number }): Vote;
  append(req: { term: number; prevIdx: number; prevTerm: number; entries: Entry[]; commit: number }): Ack;
}

const rand = (lo: number, hi: number) => lo + Math.random() * (hi - lo);

/** Raft up to 2c. Indexes are array positions: log[0] is never used. */
export class Raft implements RaftContract, RaftRpc {
  peers: readonly Peer<RaftRpc>[];
  me: number;
  persister: Persister;
  applyCh: Channel<ApplyMsg>;

  role: 'F' | 'C' | 'L' = 'F';
  term = 0;
  voted: number | undefined;
  log: Entry[] = [{ term: 0, cmd: undefined }];
  commit = 0;
  applied = 0;
  next: number[] = [];
  match: number[] = [];
  waiting: boolean[] = [];
  electionTimer: ReturnType<typeof setTimeout> | undefined;
  heartbeat: ReturnType<typeof setInterval> | undefined;

  constructor({ peers, me, persister, applyCh }: RaftConfig<RaftRpc>) {
    this.peers = peers;
    this.me = me;
    this.persister = persister;
    this.applyCh = applyCh;
    const bytes = persister.readState();
    if (bytes) {
      const [term, voted, log] = decode<[number, number | null, Entry[]]>(bytes);
      this.term = term;
      this.voted = voted ?? undefined;
      this.log = log;
    }
    this.restartTimer();
  }

  save() {
    this.persister.save(encode([this.term, this.voted ?? null, this.log]));
  }

  get last() {
    return this.log.length - 1;
  }

  termOf(i: number) {
    return this.log[i]?.term ?? -1;
  }

  restartTimer() {
    clearTimeout(this.electionTimer);
    this.electionTimer = setTimeout(() => this.campaign(), rand(330, 640));
  }

  getState(): RaftState {
    return { term: this.term, isLeader: this.role === 'L' };
  }

  start(cmd: unknown): StartResult {
    if (this.role !== 'L') return { kind: 'not-leader' };
    this.log.push({ term: this.term, cmd });
    this.save();
    this.eachPeer((i) => {
      if (!this.waiting[i]) this.send(i);
    });
    return { kind: 'accepted', index: this.last, term: this.term };
  }

  snapshot(_index: number, _snapshot: Uint8Array): void {
    throw new NotImplemented('lab2d', 'Raft.snapshot in raft.ts', 'labs/lab2-raft/README.md#2d');
  }

  eachPeer(fn: (i: number, peer: Peer<RaftRpc>) => void) {
    this.peers.forEach((peer, i) => {
      if (i !== this.me) fn(i, peer);
    });
  }

  newTerm(term: number) {
    if (term <= this.term) return;
    this.term = term;
    this.voted = undefined;
    this.stepDown();
    this.save();
  }

  stepDown() {
    this.role = 'F';
    clearInterval(this.heartbeat);
  }

  // --- elections

  vote(req: { term: number; id: number; lastIdx: number; lastTerm: number }): Vote {
    this.newTerm(req.term);
    const newer =
      req.lastTerm > this.termOf(this.last) ||
      (req.lastTerm === this.termOf(this.last) && req.lastIdx >= this.last);
    const ok = req.term === this.term && newer && (this.voted === undefined || this.voted === req.id);
    if (ok) {
      this.voted = req.id;
      this.save();
      this.restartTimer();
    }
    return { term: this.term, ok };
  }

  campaign() {
    this.restartTimer();
    if (this.role === 'L') return;
    this.role = 'C';
    this.term++;
    this.voted = this.me;
    this.save();
    const term = this.term;
    let votes = 1;
    const req = { term, id: this.me, lastIdx: this.last, lastTerm: this.termOf(this.last) };
    this.eachPeer((_, peer) => {
      void peer.call('vote', req).then((reply) => {
        if (!reply) return;
        this.newTerm(reply.term);
        if (this.role !== 'C' || this.term !== term || !reply.ok) return;
        votes++;
        if (votes * 2 > this.peers.length) this.lead();
      });
    });
  }

  lead() {
    this.role = 'L';
    this.next = this.peers.map(() => this.log.length);
    this.match = this.peers.map(() => 0);
    this.waiting = this.peers.map(() => false);
    this.eachPeer((i) => this.send(i));
    clearInterval(this.heartbeat);
    this.heartbeat = setInterval(() => this.eachPeer((i) => this.send(i)), 105);
  }

  // --- log

  append(req: { term: number; prevIdx: number; prevTerm: number; entries: Entry[]; commit: number }): Ack {
    this.newTerm(req.term);
    if (req.term < this.term) return { term: this.term, ok: false, hint: 0 };
    this.stepDown();
    this.restartTimer();
    if (this.termOf(req.prevIdx) !== req.prevTerm)
      return { term: this.term, ok: false, hint: this.hint(req.prevIdx) };
    if (req.prevIdx < this.commit) {
      // entries before this are committed, the leader has no business there
      console.error(
        `server ${this.me}: leader wants to write at ${req.prevIdx + 1}, I committed ${this.commit}`,
      );
      process.exit(1);
    }
    let at = req.prevIdx + 1;
    for (const entry of req.entries) {
      if (this.termOf(at) !== entry.term) {
        this.log.splice(at, this.log.length, entry);
      }
      at++;
    }
    if (req.entries.length > 0) this.save();
    this.commitTo(Math.min(req.commit, at - 1));
    return { term: this.term, ok: true, hint: 0 };
  }

  /** The leader may continue here: our end, or the start of the term that does not fit. */
  hint(i: number) {
    if (i > this.last) return this.log.length;
    let first = i;
    while (first > 1 && this.termOf(first - 1) === this.termOf(i)) first--;
    return first;
  }

  send(i: number) {
    const peer = this.peers[i];
    if (!peer || this.role !== 'L') return;
    const term = this.term;
    const from = this.next[i] ?? 1;
    const entries = this.log.slice(from, from + 300);
    const req = { term, prevIdx: from - 1, prevTerm: this.termOf(from - 1), entries, commit: this.commit };
    if (entries.length > 0) this.waiting[i] = true;
    void peer.call('append', req).then((reply) => {
      if (entries.length > 0) this.waiting[i] = false;
      if (!reply) return;
      this.newTerm(reply.term);
      if (this.role !== 'L' || this.term !== term) return;
      if (reply.ok) {
        this.match[i] = Math.max(this.match[i] ?? 0, from - 1 + entries.length);
        this.next[i] = Math.max(this.next[i] ?? 1, from + entries.length);
        this.count();
        if ((this.next[i] ?? 1) < this.log.length && !this.waiting[i]) this.send(i);
      } else if (this.next[i] === from) {
        this.next[i] = Math.max(1, Math.min(reply.hint, from - 1), (this.match[i] ?? 0) + 1);
        if (this.next[i] !== from) this.send(i);
      }
    });
  }

  count() {
    const sorted = this.peers
      .map((_, i) => (i === this.me ? this.last : (this.match[i] ?? 0)))
      .sort((a, b) => a - b);
    const n = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
    if (this.termOf(n) === this.term) this.commitTo(n);
  }

  commitTo(n: number) {
    this.commit = Math.max(this.commit, n);
    while (this.applied < this.commit) {
      this.applied++;
      const entry = this.log[this.applied];
      if (!entry) throw new Error(`commit ${this.commit} is beyond the log`);
      this.applyCh.send({ kind: 'command', index: this.applied, term: entry.term, command: entry.cmd });
    }
  }
}
