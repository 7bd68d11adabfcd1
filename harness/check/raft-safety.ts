import { isDeepStrictEqual } from 'node:util';
import { Violation } from '../../labrpc/sim/violation.ts';

/** A committed entry as one server applied it. */
export interface CommittedEntry {
  readonly index: number;
  readonly term: number;
  /** `no-op`: an entry that no `start` asked for; its command is `null`. */
  readonly kind: 'command' | 'no-op';
  readonly command: unknown;
  /** Who applied it first, and when. */
  readonly server: number;
  readonly atMs: number;
  /**
   * It was committed in this term or an earlier one: the highest term that any server had reported by then.
   */
  readonly committedByTerm: number;
}

/** What a server says when it applies an entry. */
export type AppliedEntry = Omit<CommittedEntry, 'server' | 'committedByTerm'>;

/** Who leads a term, and since when it has said so. */
export interface Leadership {
  readonly server: number;
  readonly sinceMs: number;
}

/** What one server has done in its present life. */
interface ServerRecord {
  term: number;
  isLeader: boolean;
  /** The last index that its service has, by applying or from a snapshot. */
  appliedIndex: number;
  appliedTerm: number;
}

/**
 * The safety properties of Raft (Figure 3 of the extended paper), checked at every step from what can be seen
 * from outside: the state each server reports after each turn, what it applies, and what `start` answers.
 * Pure: it is told what happened, and throws a `Violation` as soon as a property does not hold. Server
 * numbers and log indexes as in the contract; times are virtual ms.
 */
export class RaftSafety {
  /** By log index. */
  readonly committed: Map<number, CommittedEntry> = new Map();
  /** Who led each term. */
  readonly leaders: Map<number, Leadership> = new Map();
  /** Index of the newest committed entry. */
  lastCommitted = 0;

  /** The highest term that any server has reported. */
  private highestTerm = 0;
  private readonly servers = new Map<number, ServerRecord>();
  /** By server: when it crashed last. */
  private readonly crashes = new Map<number, number>();
  /** How often each command was offered, less how often it has been committed. */
  private readonly offered = new Map<unknown, number>();
  /** By term: the index that its leader gave out last. */
  private readonly lastAccepted = new Map<number, number>();
  /** By term and log index: what the leader accepted there. */
  private readonly accepted = new Map<number, Map<number, unknown>>();
  private readonly serverName: (server: number) => string;

  constructor(serverName: (server: number) => string = (server) => `server ${server}`) {
    this.serverName = serverName;
  }

  /**
   * A new incarnation, whose service has loaded a snapshot up to `index` (0: none) holding these commands.
   */
  booted(server: number, index: number, commands: readonly unknown[]): void {
    this.servers.set(server, { term: 0, isLeader: false, appliedIndex: index, appliedTerm: 0 });
    this.checkSnapshot(server, index, commands);
  }

  /** Its present life is over. What it has led and applied remains true. */
  crashed(server: number, atMs: number): void {
    this.crashes.set(server, atMs);
  }

  /** A server reports a term and whether it leads it. */
  stateChanged(server: number, term: number, isLeader: boolean, atMs: number): void {
    if (!Number.isInteger(term) || term < 0) {
      throw this.violation('raft/term-monotonic', '§5.1', server, `getState reported term ${String(term)}`);
    }
    const record = this.record(server);
    if (term < record.term) {
      const message = `its term went back from ${record.term} to ${term}; terms only grow`;
      throw this.violation('raft/term-monotonic', '§5.1', server, message);
    }
    record.term = term;
    record.isLeader = isLeader;
    this.highestTerm = Math.max(this.highestTerm, term);
    if (!isLeader) return;
    const first = this.leaders.get(term);
    if (!first) {
      this.leaders.set(term, { server, sinceMs: atMs });
    } else if (first.server !== server) {
      const both = `${this.describeLeader(first)} and ${this.serverName(server)} (now)`;
      const message = `${both} both were leader in term ${term}; a term has at most one`;
      throw this.violationOfTwo('raft/election-safety', '§5.2, Figure 3', server, message);
    }
  }

  private describeLeader({ server, sinceMs }: Leadership): string {
    const crashedMs = this.crashes.get(server) ?? -1;
    const crash = crashedMs >= sinceMs ? `, before its crash at ${crashedMs.toFixed(0)} ms` : '';
    return `${this.serverName(server)} (from ${sinceMs.toFixed(0)} ms${crash})`;
  }

  /** A scenario is about to call `start`. */
  offering(command: unknown): void {
    const key = keyOf(command);
    this.offered.set(key, (this.offered.get(key) ?? 0) + 1);
  }

  /** `start` has accepted a command. */
  acceptedAt(server: number, index: number, term: number, command: unknown): void {
    const last = this.lastAccepted.get(term);
    if (last !== undefined && index <= last) {
      const message = `start gave out index ${index} in term ${term}, after index ${last} in the same term`;
      throw this.violation('raft/leader-append-only', '§5.3, Figure 3', server, message);
    }
    const leader = this.leaders.get(term);
    if (leader === undefined) {
      const message = `start accepted a command for term ${term}, though getState never said that it leads that term`;
      throw this.violation('raft/start-result', '§5.3: only leaders accept commands', server, message);
    }
    if (leader.server !== server) {
      const message = `start accepted a command for term ${term}, whose leader is ${this.describeLeader(leader)}`;
      throw this.violation('raft/election-safety', '§5.2, Figure 3', server, message);
    }
    const entry = this.committed.get(index);
    // Only leaders of terms after the one in which it was committed must have the entry: a leader that was
    // deposed before may still give out this index, in vain.
    if (entry && term > entry.committedByTerm) {
      const lacked = `index ${index} (${nameOf(entry)}, term ${entry.term})`;
      const known = `which ${this.serverName(entry.server)} applied at ${entry.atMs.toFixed(0)} ms`;
      const message = `leads term ${term} without ${lacked}, ${known}: start gave out index ${index} anew; a leader has every committed entry`;
      throw this.violation('raft/leader-completeness', '§5.4, Figure 3', server, message);
    }
    // It may have been committed before its `start` was heard to return.
    if (entry?.term === term && (entry.kind === 'no-op' || !sameCommand(entry.command, command))) {
      const message = `start gave index ${index} of term ${term} to command ${show(command)}, but ${describe(entry)} was applied`;
      throw this.violation('raft/log-matching', '§5.3, Figure 3', server, message);
    }
    this.lastAccepted.set(term, index);
    entryOf(this.accepted, term).set(index, command);
  }

  /** A server hands a committed entry to its service. */
  applied(server: number, entry: AppliedEntry): void {
    const record = this.record(server);
    const { index, term } = entry;
    if (!Number.isInteger(index) || index !== record.appliedIndex + 1) {
      const message = `applied index ${String(index)} after index ${record.appliedIndex}; expected index ${record.appliedIndex + 1}`;
      throw this.violation('raft/apply-order', '§5.3, Figure 2: lastApplied', server, message);
    }
    if (!Number.isInteger(term) || term < Math.max(1, record.appliedTerm)) {
      const message = `applied index ${index} with term ${String(term)} after term ${record.appliedTerm}; terms in a log never fall`;
      throw this.violation('raft/apply-order', '§5.3', server, message);
    }
    record.appliedIndex = index;
    record.appliedTerm = term;
    const known = this.committed.get(index);
    if (known) this.compare(server, known, entry);
    else this.commit(server, entry);
  }

  /** A server hands its service a snapshot that came from another server (or from its own disk). */
  appliedSnapshot(server: number, index: number, commands: readonly unknown[]): void {
    const record = this.record(server);
    if (!Number.isInteger(index) || index < record.appliedIndex) {
      const message = `delivered a snapshot up to index ${String(index)} after index ${record.appliedIndex} was applied; the service never goes back`;
      throw this.violation('raft/apply-order', '§7', server, message);
    }
    record.appliedIndex = index;
    record.appliedTerm = this.committed.get(index)?.term ?? record.appliedTerm;
    this.checkSnapshot(server, index, commands);
  }

  private checkSnapshot(server: number, index: number, commands: readonly unknown[]): void {
    if (commands.length !== index) {
      const message = `its snapshot up to index ${index} holds ${commands.length} entries`;
      throw this.violation('raft/snapshot-content', '§7', server, message);
    }
    for (const [position, command] of commands.entries()) {
      const entry = this.committed.get(position + 1);
      if (!entry || !sameCommand(entry.command, command)) {
        const expected = entry ? nameOf(entry) : 'nothing';
        const message = `its snapshot has ${show(command)} at index ${position + 1}, where ${expected} was committed`;
        throw this.violation('raft/snapshot-content', '§7', server, message);
      }
    }
  }

  private compare(server: number, known: CommittedEntry, entry: AppliedEntry): void {
    const same =
      known.kind === entry.kind && known.term === entry.term && sameCommand(known.command, entry.command);
    if (same) return;
    const first = `${this.serverName(known.server)} applied ${describe(known)} at ${known.atMs.toFixed(0)} ms`;
    const second = `${this.serverName(server)} applied ${describe(entry)}`;
    const message = `two servers applied different entries at index ${entry.index}: ${first}; ${second}`;
    throw this.violationOfTwo('raft/state-machine-safety', '§5.4.3, Figure 3', server, message);
  }

  /** The first time that anyone applies this index. */
  private commit(server: number, entry: AppliedEntry): void {
    const { index, term, kind, command } = entry;
    const asked = this.accepted.get(term)?.get(index);
    if (kind === 'command') {
      if (asked !== undefined && !sameCommand(asked, command)) {
        const message = `index ${index} of term ${term} was given to command ${show(asked)}, but command ${show(command)} was applied`;
        throw this.violation('raft/log-matching', '§5.3, Figure 3', server, message);
      }
      const left = this.offered.get(keyOf(command)) ?? 0;
      if (left === 0) {
        const message = `applied ${describe(entry)} at index ${index}, which was not offered, or not that often`;
        throw this.violation('raft/entry-invented', '§5.3', server, message);
      }
      this.offered.set(keyOf(command), left - 1);
    } else if (asked !== undefined) {
      const message = `index ${index} of term ${term} was given to command ${show(asked)}, but a no-op was applied`;
      throw this.violation('raft/log-matching', '§5.3, Figure 3', server, message);
    }
    this.committed.set(index, { ...entry, server, committedByTerm: this.highestTerm });
    this.lastCommitted = Math.max(this.lastCommitted, index);
  }

  private record(server: number): ServerRecord {
    let record = this.servers.get(server);
    if (!record) {
      record = { term: 0, isLeader: false, appliedIndex: 0, appliedTerm: 0 };
      this.servers.set(server, record);
    }
    return record;
  }

  /** What the server has applied in its present life, snapshots included. */
  appliedIndexOf(server: number): number {
    return this.record(server).appliedIndex;
  }

  private violation(rule: string, section: string, server: number, message: string): Violation {
    return this.violationOfTwo(rule, section, server, `${this.serverName(server)}: ${message}`);
  }

  /** The message names this server and another one by itself. */
  private violationOfTwo(rule: string, section: string, server: number, message: string): Violation {
    return new Violation(rule, message, { paper: `Raft ${section}`, actor: this.serverName(server) });
  }
}

function entryOf(byTerm: Map<number, Map<number, unknown>>, term: number): Map<number, unknown> {
  let entries = byTerm.get(term);
  if (!entries) {
    entries = new Map();
    byTerm.set(term, entries);
  }
  return entries;
}

/** Commands that are objects lose their identity on the way, so they are known by their text. */
function keyOf(command: unknown): unknown {
  return typeof command === 'object' ? JSON.stringify(command) : command;
}

function sameCommand(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && isDeepStrictEqual(a, b));
}

function describe(entry: { kind: string; term: number; command: unknown }): string {
  return `${nameOf(entry)} (term ${entry.term})`;
}

function nameOf({ kind, command }: { kind: string; command: unknown }): string {
  return kind === 'no-op' ? 'a no-op' : `command ${show(command)}`;
}

const LONGEST_SHOWN = 60;

function show(command: unknown): string {
  const text = JSON.stringify(command) ?? String(command);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters)` : text;
}
