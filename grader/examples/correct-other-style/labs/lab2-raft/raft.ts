import type {
  ApplyMsg,
  RaftConfig,
  RaftContract,
  RaftState,
  StartResult,
} from '../../harness/scenarios/lab2-raft/contract.ts';
import { type Channel, decode, encode, type Peer, type Persister, sleep } from '../../labrpc/index.ts';
import { Follower } from './follower.ts';
import { Journal, type StoredJournal } from './journal.ts';
import type { Append, Appended, Ballot, Candidacy, Install, Installed, RaftRpc } from './messages.ts';
import { Patience } from './patience.ts';

const HEARTBEAT_MS = 110;

interface Standing {
  readonly name: 'standing';
  readonly supporters: Set<Peer<RaftRpc>>;
}
type Role =
  | { readonly name: 'following' }
  | Standing
  | { readonly name: 'leading'; readonly followers: readonly Follower[] };

interface Stored {
  readonly term: number;
  readonly votedFor: number | null;
  readonly journal: StoredJournal;
}

/** A server that lives in loops: one that waits for its patience to end, and as a leader one for each follower. */
export class Raft implements RaftContract, RaftRpc {
  readonly #me: number;
  readonly #others: readonly Peer<RaftRpc>[];
  readonly #majority: number;
  readonly #disk: Persister;
  readonly #out: Channel<ApplyMsg>;
  readonly #patience = new Patience();
  #term = 0;
  #votedFor: number | null = null;
  #journal = new Journal();
  #applied = 0;
  #role: Role = { name: 'following' };

  constructor({ peers, me, persister, applyCh }: RaftConfig<RaftRpc>) {
    this.#me = me;
    this.#others = peers.filter((_, index) => index !== me);
    this.#majority = Math.floor(peers.length / 2) + 1;
    this.#disk = persister;
    this.#out = applyCh;
    const bytes = persister.readState();
    if (bytes) {
      const stored = decode<Stored>(bytes);
      this.#term = stored.term;
      this.#votedFor = stored.votedFor;
      this.#journal = Journal.from(stored.journal);
      this.#applied = this.#journal.base;
    }
    void this.#live();
  }

  getState(): RaftState {
    return { term: this.#term, isLeader: this.#role.name === 'leading' };
  }

  start(command: unknown): StartResult {
    if (this.#role.name !== 'leading') return { kind: 'not-leader' };
    const index = this.#journal.add({ term: this.#term, command });
    this.#store();
    for (const follower of this.#role.followers) if (!follower.busy) follower.bell.notifyAll();
    this.#commitWhatMostHave();
    return { kind: 'accepted', index, term: this.#term };
  }

  snapshot(index: number, snapshot: Uint8Array): void {
    if (index <= this.#journal.base || index > this.#applied) return;
    this.#journal.compact(index, this.#journal.termAt(index) ?? 0);
    this.#store(snapshot);
  }

  elect({ term, who, last, lastTerm }: Candidacy): Ballot {
    this.#hear(term);
    const mine = this.#journal;
    const knowsEnough = lastTerm === mine.lastTerm ? last >= mine.last : lastTerm > mine.lastTerm;
    const mayVote = this.#votedFor === null || this.#votedFor === who;
    const inFavour = term === this.#term && mayVote && knowsEnough;
    if (inFavour) {
      this.#votedFor = who;
      this.#store();
      this.#patience.renew();
    }
    return { term: this.#term, inFavour };
  }

  append({ term, after, afterTerm, entries, committed }: Append): Appended {
    if (!this.#obey(term)) return { term: this.#term, fits: false, runs: [] };
    if (!this.#journal.holds(after, afterTerm)) {
      return { term: this.#term, fits: false, runs: this.#journal.runs() };
    }
    if (this.#journal.graft(after, entries)) this.#store();
    this.#apply(Math.min(committed, after + entries.length));
    return { term: this.#term, fits: true, runs: [] };
  }

  install({ term, upTo, upToTerm, bytes }: Install): Installed {
    if (this.#obey(term) && upTo > this.#applied) {
      this.#journal.compact(upTo, upToTerm);
      this.#store(bytes);
      this.#applied = upTo;
      this.#out.send({ kind: 'snapshot', index: upTo, term: upToTerm, snapshot: bytes });
    }
    return { term: this.#term };
  }

  /** Whoever knows a newer term is right (§5.1). */
  #hear(term: number): void {
    if (term <= this.#term) return;
    this.#term = term;
    this.#votedFor = null;
    this.#role = { name: 'following' };
    this.#store();
  }

  /** Follows the leader of this term; false if the sender leads no longer. */
  #obey(term: number): boolean {
    this.#hear(term);
    if (term < this.#term) return false;
    this.#role = { name: 'following' };
    this.#patience.renew();
    return true;
  }

  #store(snapshot?: Uint8Array): void {
    const stored: Stored = { term: this.#term, votedFor: this.#votedFor, journal: this.#journal.stored() };
    this.#disk.save(encode(stored), snapshot);
  }

  #apply(upTo: number): void {
    for (let index = this.#applied + 1; index <= upTo; index += 1) {
      const entry = this.#journal.get(index);
      if (!entry) return;
      this.#applied = index;
      this.#out.send({ kind: 'command', index, term: entry.term, command: entry.command });
    }
  }

  async #live(): Promise<never> {
    for (;;) {
      await this.#patience.runsOut();
      this.#patience.renew();
      if (this.#role.name !== 'leading') this.#stand();
    }
  }

  #stand(): void {
    this.#term += 1;
    this.#votedFor = this.#me;
    this.#store();
    const role: Standing = { name: 'standing', supporters: new Set() };
    this.#role = role;
    for (const peer of this.#others) void this.#canvass(role, peer);
  }

  /** Asks again until there is an answer we like, or the election is over. */
  async #canvass(role: Standing, peer: Peer<RaftRpc>): Promise<void> {
    while (this.#role === role && !role.supporters.has(peer)) {
      void this.#ask(role, peer);
      await sleep(HEARTBEAT_MS);
    }
  }

  async #ask(role: Standing, peer: Peer<RaftRpc>): Promise<void> {
    const { last, lastTerm } = this.#journal;
    const ballot = await peer.call('elect', { term: this.#term, who: this.#me, last, lastTerm });
    if (!ballot || !this.#stillIn(role, ballot.term) || !ballot.inFavour) return;
    role.supporters.add(peer);
    if (role.supporters.size + 1 >= this.#majority) this.#lead();
  }

  #lead(): void {
    const followers = this.#others.map((peer) => new Follower(peer, this.#journal.last + 1));
    const role: Role = { name: 'leading', followers };
    this.#role = role;
    for (const follower of followers) void this.#serve(role, follower);
  }

  /** Until this reign ends: a message when there is news, and otherwise now and then. */
  async #serve(role: Role, follower: Follower): Promise<void> {
    while (this.#role === role) {
      if (follower.next > this.#journal.base) void this.#sendEntries(role, follower);
      else void this.#sendSnapshot(role, follower);
      await follower.bell.wait(HEARTBEAT_MS);
    }
  }

  async #sendEntries(role: Role, follower: Follower): Promise<void> {
    const after = follower.next - 1;
    const entries = this.#journal.batch(follower.next);
    const afterTerm = this.#journal.termAt(after) ?? 0;
    const ask = { term: this.#term, after, afterTerm, entries, committed: this.#applied };
    if (entries.length > 0) follower.busy = true;
    const answer = await follower.peer.call('append', ask);
    if (entries.length > 0) follower.busy = false;
    if (!answer || !this.#stillIn(role, answer.term)) return;
    if (answer.fits) {
      this.#acknowledge(follower, after + entries.length);
    } else if (follower.next === after + 1) {
      follower.next = Math.max(follower.match, Math.min(after - 1, this.#journal.meets(answer.runs))) + 1;
      follower.bell.notifyAll();
    }
  }

  async #sendSnapshot(role: Role, follower: Follower): Promise<void> {
    const upTo = this.#journal.base;
    const upToTerm = this.#journal.termAt(upTo) ?? 0;
    const bytes = this.#disk.readSnapshot() ?? new Uint8Array();
    follower.busy = true;
    const answer = await follower.peer.call('install', { term: this.#term, upTo, upToTerm, bytes });
    follower.busy = false;
    if (answer && this.#stillIn(role, answer.term)) this.#acknowledge(follower, upTo);
  }

  #stillIn(role: Role, term: number): boolean {
    this.#hear(term);
    return this.#role === role;
  }

  #acknowledge(follower: Follower, index: number): void {
    follower.has(index);
    this.#commitWhatMostHave();
    if (follower.next <= this.#journal.last && !follower.busy) follower.bell.notifyAll();
  }

  /** §5.4.2: counting only proves something for entries of the leader's own term. */
  #commitWhatMostHave(): void {
    if (this.#role.name !== 'leading') return;
    const have = [this.#journal.last, ...this.#role.followers.map(({ match }) => match)];
    const index = have.sort((a, b) => b - a)[this.#majority - 1] ?? 0;
    if (this.#journal.termAt(index) === this.#term) this.#apply(index);
  }
}
