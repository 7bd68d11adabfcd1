import { decode, encode, type Peer } from '../../../../labrpc/index.ts';
import type { ApplyMsg, RaftConfig, RaftContract, RaftState, StartResult } from '../contract.ts';
import { OtherLog } from './other-log.ts';
import { backOff, dial, hangUp, newProgress, noteMatch } from './other-progress.ts';
import type * as Other from './other-types.ts';

const TICK_MS = 20;
const HEARTBEAT_TICKS = 6;
const NOBODY = -1;
const MAX_ENTRIES = 400;

/** A correct Raft in another style than the solution's: see README.md. */
export class Raft implements RaftContract, Other.OtherRaftRpc {
  private readonly config: RaftConfig<Other.OtherRaftRpc>;
  private term = 0;
  private votedFor: number = NOBODY;
  private log: OtherLog = new OtherLog(0, [{ term: 0 }]);
  private commit = 0;
  /** A new object at every change, so that a reply can tell whether it still matters. */
  private role: Other.Role = { kind: 'follower' };
  private patienceTicks: number = newPatience();

  // What the end of a turn has to do: see `turn`.
  private unsaved = false;
  private newSnapshot: Uint8Array | undefined;
  private readonly outgoing: ApplyMsg[] = [];

  constructor(config: RaftConfig<Other.OtherRaftRpc>) {
    this.config = config;
    const state = config.persister.readState();
    if (state) {
      const [term, votedFor, base, entries] = decode<Other.Saved>(state);
      this.term = term;
      this.votedFor = votedFor;
      this.log = new OtherLog(base, entries);
      this.commit = this.log.base;
    }
    setInterval(() => this.turn(() => this.tick()), TICK_MS);
  }

  /** Everything happens in turns: change the state, save it, hand out what is committed, then speak. */
  private turn<Result>(change: () => Result): Result {
    const result = change();
    if (this.unsaved) {
      const saved: Other.Saved = [this.term, this.votedFor, this.log.base, this.log.entries];
      this.config.persister.save(encode(saved), this.newSnapshot);
      this.unsaved = false;
      this.newSnapshot = undefined;
    }
    for (const message of this.outgoing.splice(0)) this.config.applyCh.send(message);
    this.speak();
    return result;
  }

  start(command: unknown): StartResult {
    return this.turn(() => {
      if (this.role.kind !== 'leader') return { kind: 'not-leader' };
      this.addOwn(this.role, { term: this.term, command });
      return { kind: 'accepted', index: this.log.last, term: this.term };
    });
  }

  getState(): RaftState {
    return { term: this.term, isLeader: this.role.kind === 'leader' };
  }

  snapshot(index: number, snapshot: Uint8Array): void {
    this.turn(() => {
      if (index <= this.log.base || index > this.commit) return;
      this.log.rebase(index, this.log.termAt(index) ?? 0);
      this.keep(snapshot);
    });
  }

  vote({ term, from, last, lastTerm }: Other.VoteArgs): { term: number; yes: boolean } {
    return this.turn(() => {
      this.meet(term);
      const { log } = this;
      const isUpToDate = lastTerm > log.lastTerm || (lastTerm === log.lastTerm && last >= log.last);
      const isFree = this.votedFor === NOBODY || this.votedFor === from;
      const yes = term === this.term && isFree && isUpToDate;
      if (yes) {
        this.unsaved ||= this.votedFor !== from;
        this.votedFor = from;
        this.patienceTicks = newPatience();
      }
      return { term: this.term, yes };
    });
  }

  append({ term, after, afterTerm, entries, commit }: Other.AppendArgs): Other.AppendReply {
    return this.turn(() => {
      const fits = this.follow(term) && (after < this.log.base || this.log.termAt(after) === afterTerm);
      if (fits) {
        for (const [offset, entry] of entries.entries()) {
          if (this.log.place(after + 1 + offset, entry)) this.unsaved = true;
        }
        this.commitUpTo(Math.min(commit, after + entries.length));
      }
      return { term: this.term, ok: fits, last: this.log.last };
    });
  }

  install({ term, index, indexTerm, bytes }: Other.InstallArgs): { term: number } {
    return this.turn(() => {
      if (this.follow(term) && index > this.commit) {
        this.log.rebase(index, indexTerm);
        this.keep(bytes);
        this.commit = index;
        this.outgoing.push({ kind: 'snapshot', index, term: indexTerm, snapshot: bytes });
      }
      return { term: this.term };
    });
  }

  private keep(snapshot: Uint8Array): void {
    this.newSnapshot = snapshot;
    this.unsaved = true;
  }

  private commitUpTo(index: number): void {
    for (; this.commit < index; this.commit += 1) {
      const at = this.commit + 1;
      const entry = this.log.at(at);
      if (!entry) throw new Error(`committed up to ${index}, but the log ends at ${this.log.last}`);
      const where = { index: at, term: entry.term };
      const isCommand = 'command' in entry;
      this.outgoing.push(
        isCommand ? { kind: 'command', ...where, command: entry.command } : { kind: 'no-op', ...where },
      );
    }
  }

  private meet(term: number): void {
    if (term <= this.term) return;
    this.term = term;
    this.votedFor = NOBODY;
    this.role = { kind: 'follower' };
    this.unsaved = true;
  }

  /** Whether the sender leads our term: then we follow it. */
  private follow(term: number): boolean {
    this.meet(term);
    if (term < this.term) return false;
    if (this.role.kind !== 'follower') this.role = { kind: 'follower' };
    this.patienceTicks = newPatience();
    return true;
  }

  private tick(): void {
    switch (this.role.kind) {
      case 'leader':
        for (const follower of this.role.followers) follower.quietTicks += 1;
        return;
      case 'candidate':
        for (const ballot of this.role.ballots) ballot.quietTicks += 1;
        break;
      case 'follower':
        break;
    }
    this.patienceTicks -= 1;
    if (this.patienceTicks <= 0) this.stand();
  }

  private stand(): void {
    this.term += 1;
    this.votedFor = this.config.me;
    this.unsaved = true;
    this.patienceTicks = newPatience();
    const ballots = this.others().map(
      (peer): Other.Ballot => ({ peer, answer: 'none', quietTicks: HEARTBEAT_TICKS }),
    );
    const role: Other.Candidate = { kind: 'candidate', ballots };
    this.role = role;
    this.count(role);
  }

  private count(role: Other.Candidate): void {
    const votes = 1 + role.ballots.filter((ballot) => ballot.answer === 'yes').length;
    if (votes > this.config.peers.length / 2) this.lead();
  }

  /** §8: a no-op of the new term commits what earlier terms have left. */
  private lead(): void {
    const followers = this.others().map((peer) => newProgress(peer, this.log.last + 1));
    const role: Other.Leader = { kind: 'leader', followers };
    this.role = role;
    this.addOwn(role, { term: this.term });
  }

  private addOwn(role: Other.Leader, entry: Other.Entry): void {
    this.log.entries.push(entry);
    this.unsaved = true;
    this.commitByMajority(role);
  }

  private commitByMajority(role: Other.Leader): void {
    const held = [this.log.last, ...role.followers.map((follower) => follower.match)].sort((a, b) => b - a);
    const index = held[Math.floor(held.length / 2)] ?? 0;
    if (index > this.commit && this.log.termAt(index) === this.term) this.commitUpTo(index);
  }

  private others(): Peer<Other.OtherRaftRpc>[] {
    return this.config.peers.filter((_, index) => index !== this.config.me);
  }

  private speak(): void {
    const role = this.role;
    if (role.kind === 'candidate') {
      for (const ballot of role.ballots) {
        if (ballot.answer === 'none' && ballot.quietTicks >= HEARTBEAT_TICKS) void this.canvass(role, ballot);
      }
    }
    if (role.kind === 'leader') for (const follower of role.followers) this.feed(role, follower);
  }

  private async canvass(role: Other.Candidate, ballot: Other.Ballot): Promise<void> {
    ballot.quietTicks = 0;
    const { term } = this;
    const { last, lastTerm } = this.log;
    const reply = await ballot.peer.call('vote', { term, from: this.config.me, last, lastTerm });
    this.hear(role, reply, () => {
      if (ballot.answer !== 'yes') ballot.answer = reply?.yes ? 'yes' : 'no';
      this.count(role);
    });
  }

  /** `useful` runs if an answer came while we are still what we were when we asked. */
  private hear(role: Other.Role, reply: { readonly term: number } | null, useful: () => void): void {
    if (!reply) return;
    this.turn(() => {
      this.meet(reply.term);
      if (this.role === role) useful();
    });
  }

  /** One call with news at a time. If it is late, an empty one asks who is there, then the news again. */
  private feed(role: Other.Leader, follower: Other.Progress): void {
    const isDue = follower.quietTicks >= HEARTBEAT_TICKS;
    const isBehind = follower.next <= this.log.last || follower.told < this.commit;
    const isWaiting = follower.busy || follower.failed || !isBehind;
    if (isWaiting && !isDue) return;
    follower.quietTicks = 0;
    if (follower.busy && !follower.probed) return void this.probe(role, follower);
    dial(follower);
    if (follower.next <= this.log.base) void this.sendSnapshot(role, follower);
    else void this.sendEntries(role, follower);
  }

  private async sendEntries(role: Other.Leader, follower: Other.Progress): Promise<void> {
    const { call, next } = follower;
    const { term, commit } = this;
    const after = next - 1;
    const entries = this.log.entries.slice(next - this.log.base, next - this.log.base + MAX_ENTRIES);
    const args = { term, after, afterTerm: this.log.termAt(after) ?? 0, entries, commit };
    const reply = await follower.peer.call('append', args);
    hangUp(follower, call, reply === null);
    this.hear(role, reply, () => {
      if (reply?.ok) this.acknowledge(role, follower, after + entries.length, commit);
      else if (follower.next === next) backOff(follower, reply?.last ?? 0, this.log.base);
    });
  }

  private async sendSnapshot(role: Other.Leader, follower: Other.Progress): Promise<void> {
    const { call } = follower;
    const { term } = this;
    const index = this.log.base;
    const bytes = this.config.persister.readSnapshot() ?? new Uint8Array();
    const indexTerm = this.log.termAt(index) ?? 0;
    const reply = await follower.peer.call('install', { term, index, indexTerm, bytes });
    hangUp(follower, call, reply === null);
    this.hear(role, reply, () => this.acknowledge(role, follower, index, index));
  }

  private async probe(role: Other.Leader, follower: Other.Progress): Promise<void> {
    follower.probed = true;
    const { call } = follower;
    const { term, commit } = this;
    const after = Math.max(follower.match, this.log.base);
    const afterTerm = this.log.termAt(after) ?? 0;
    const reply = await follower.peer.call('append', { term, after, afterTerm, entries: [], commit });
    this.hear(role, reply, () => {
      hangUp(follower, call, false);
      if (reply?.ok) this.acknowledge(role, follower, after, commit);
    });
  }

  private acknowledge(role: Other.Leader, follower: Other.Progress, index: number, commit: number): void {
    noteMatch(follower, index, commit);
    this.commitByMajority(role);
  }
}

function newPatience(): number {
  return 20 + Math.floor(Math.random() * 21);
}
