import type { Conflict } from './messages.ts';

/** A server that is away gets the same message at every heartbeat: bounds the waste. */
const MAX_ENTRIES_PER_MESSAGE = 256;

export interface LogEntry {
  /** Term in which a leader received it. */
  readonly term: number;
  readonly command: unknown;
}

/**
 * The log as it is kept on disk: in two columns, because all of it is encoded at every change, and pairs
 * would repeat the names of their fields for each entry.
 */
export interface SavedLog {
  readonly lastIncludedIndex: number;
  readonly lastIncludedTerm: number;
  readonly terms: readonly number[];
  readonly commands: readonly unknown[];
}

/**
 * The replicated log. A snapshot stands for all entries up to `lastIncludedIndex` (§7); only the ones after
 * it are held. The caller speaks in log indexes and never sees positions in the array.
 */
export class Log {
  /** Last index that the snapshot covers; 0 without one. */
  lastIncludedIndex: number;
  /** Term of that entry: still needed for the consistency check of the entry that follows it. */
  lastIncludedTerm: number;
  private entries: LogEntry[];

  constructor(saved?: SavedLog) {
    this.lastIncludedIndex = saved?.lastIncludedIndex ?? 0;
    this.lastIncludedTerm = saved?.lastIncludedTerm ?? 0;
    this.entries = (saved?.terms ?? []).map((term, position) => ({
      term,
      command: saved?.commands[position],
    }));
  }

  saved(): SavedLog {
    const { lastIncludedIndex, lastIncludedTerm, entries } = this;
    const terms = entries.map(({ term }) => term);
    const commands = entries.map(({ command }) => command);
    return { lastIncludedIndex, lastIncludedTerm, terms, commands };
  }

  get lastIndex(): number {
    return this.lastIncludedIndex + this.entries.length;
  }

  get lastTerm(): number {
    return this.termAt(this.lastIndex);
  }

  /** The entry at `index`, which must be after the snapshot and within the log. */
  at(index: number): LogEntry {
    const entry = this.entries[index - this.lastIncludedIndex - 1];
    if (!entry) throw new RangeError(`no entry ${index} in ${this.lastIncludedIndex + 1}..${this.lastIndex}`);
    return entry;
  }

  /** Like `at`, but the snapshot's last entry will do, and so will index 0 of an empty log. */
  termAt(index: number): number {
    return index === this.lastIncludedIndex ? this.lastIncludedTerm : this.at(index).term;
  }

  /** What to send to a server that lacks everything from `index` on: as much as one message should carry. */
  batchFrom(index: number): LogEntry[] {
    const position = index - this.lastIncludedIndex - 1;
    return this.entries.slice(position, position + MAX_ENTRIES_PER_MESSAGE);
  }

  /** Returns the index of the new entry. */
  append(entry: LogEntry): number {
    this.entries.push(entry);
    return this.lastIndex;
  }

  /** Whether a log that ends so is at least as up to date as this one (§5.4.1). */
  isCoveredBy(lastLogIndex: number, lastLogTerm: number): boolean {
    if (lastLogTerm !== this.lastTerm) return lastLogTerm > this.lastTerm;
    return lastLogIndex >= this.lastIndex;
  }

  /**
   * The consistency check of AppendEntries (§5.3): if it holds, all entries up to `index` are the sender's
   * (Log Matching). What our snapshot covers is committed, so every leader that can send to us has the same.
   */
  matches(index: number, term: number): boolean {
    if (index < this.lastIncludedIndex) return true;
    return index <= this.lastIndex && this.termAt(index) === term;
  }

  /**
   * Takes over the entries that follow `prevLogIndex` and says whether anything changed. Deletes only from a
   * conflict on (§5.3): a late message that stops short of our last entry must not make us forget what we
   * have acknowledged since.
   */
  merge(prevLogIndex: number, entries: readonly LogEntry[]): boolean {
    for (const [offset, entry] of entries.entries()) {
      const index = prevLogIndex + 1 + offset;
      if (this.matches(index, entry.term)) continue;
      this.entries.length = index - this.lastIncludedIndex - 1;
      this.entries.push(...entries.slice(offset));
      return true;
    }
    return false;
  }

  /** What to tell the leader when `prevLogIndex` does not match (end of §5.3). */
  conflictAt(prevLogIndex: number): Conflict {
    if (prevLogIndex > this.lastIndex) return { conflictTerm: 0, conflictIndex: this.lastIndex + 1 };
    const conflictTerm = this.termAt(prevLogIndex);
    let conflictIndex = prevLogIndex;
    while (conflictIndex - 1 > this.lastIncludedIndex && this.termAt(conflictIndex - 1) === conflictTerm) {
      conflictIndex -= 1;
    }
    return { conflictTerm, conflictIndex };
  }

  /** The leader's side of it: the next index to try with a follower that reports this conflict. */
  nextIndexAfter({ conflictTerm, conflictIndex }: Conflict, prevLogIndex: number): number {
    if (conflictTerm === 0) return conflictIndex;
    let index = prevLogIndex;
    while (index > this.lastIncludedIndex && this.termAt(index) > conflictTerm) index -= 1;
    const known = index >= this.lastIncludedIndex && this.termAt(index) === conflictTerm;
    return known ? index + 1 : conflictIndex;
  }

  /**
   * A snapshot takes the place of all entries up to `index`. Those after it stay if the entry at `index` is
   * the snapshot's, because then they continue it; otherwise the whole log goes (Figure 13, points 6 and 7).
   */
  replacePrefix(index: number, term: number): void {
    const continues = this.matches(index, term);
    this.entries = continues ? this.entries.slice(index - this.lastIncludedIndex) : [];
    this.lastIncludedIndex = index;
    this.lastIncludedTerm = term;
  }
}
