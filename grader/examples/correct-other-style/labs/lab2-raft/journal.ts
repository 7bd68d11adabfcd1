export interface Entry {
  readonly term: number;
  readonly command: unknown;
}

/** A stretch of entries of one term: its first and last index. */
export interface TermRun {
  readonly term: number;
  readonly first: number;
  readonly last: number;
}

export interface StoredJournal {
  readonly base: number;
  readonly baseTerm: number;
  readonly entries: readonly Entry[];
}

const BATCH = 200;
const RUNS_TOLD = 40;

/** The log: everything up to `base` has gone into a snapshot, the rest is here. */
export class Journal {
  #base = 0;
  #baseTerm = 0;
  #entries: Entry[] = [];

  static from(stored: StoredJournal): Journal {
    const journal = new Journal();
    journal.#base = stored.base;
    journal.#baseTerm = stored.baseTerm;
    journal.#entries = [...stored.entries];
    return journal;
  }

  stored(): StoredJournal {
    return { base: this.#base, baseTerm: this.#baseTerm, entries: this.#entries };
  }

  get base(): number {
    return this.#base;
  }

  get last(): number {
    return this.#base + this.#entries.length;
  }

  get lastTerm(): number {
    return this.#entries.at(-1)?.term ?? this.#baseTerm;
  }

  get(index: number): Entry | undefined {
    return index > this.#base ? this.#entries[index - this.#base - 1] : undefined;
  }

  /** Undefined where nothing is known: beyond the end, or deep in the snapshot. */
  termAt(index: number): number | undefined {
    return index === this.#base ? this.#baseTerm : this.get(index)?.term;
  }

  add(entry: Entry): number {
    this.#entries.push(entry);
    return this.last;
  }

  batch(from: number): Entry[] {
    const start = from - this.#base - 1;
    return this.#entries.slice(start, start + BATCH);
  }

  /** What the snapshot covers is committed, and so the same everywhere. */
  holds(index: number, term: number): boolean {
    return index < this.#base || this.termAt(index) === term;
  }

  /** Puts entries after `after`. What is there already stays, and what follows it too; true if anything changed. */
  graft(after: number, entries: readonly Entry[]): boolean {
    const known = entries.findIndex((entry, offset) => !this.holds(after + 1 + offset, entry.term));
    if (known === -1) return false;
    this.#entries.length = after + known - this.#base;
    this.#entries.push(...entries.slice(known));
    return true;
  }

  /** Forgets what a snapshot up to `index` covers, and the rest as well if it does not continue that snapshot. */
  compact(index: number, term: number): void {
    const rest = this.termAt(index) === term ? this.#entries.slice(index - this.#base) : [];
    this.#base = index;
    this.#baseTerm = term;
    this.#entries = rest;
  }

  /** Newest first; the snapshot's last entry counts as a run of its own. */
  runs(most: number = RUNS_TOLD): TermRun[] {
    const runs: TermRun[] = [];
    let last = this.last;
    while (last > this.#base && runs.length < most) {
      const term = this.termAt(last) ?? 0;
      let first = last;
      while (first - 1 > this.#base && this.termAt(first - 1) === term) first -= 1;
      runs.push({ term, first, last });
      last = first - 1;
    }
    if (last === this.#base && runs.length < most) {
      runs.push({ term: this.#baseTerm, first: this.#base, last: this.#base });
    }
    return runs;
  }

  /**
   * The newest index at which a journal made of those runs has the same entry as this one: same index and same term
   * mean the same entry, and the same before it. Without any, the index before all that was told.
   */
  meets(runs: readonly TermRun[]): number {
    const own = this.runs(Number.POSITIVE_INFINITY);
    for (const theirs of runs) {
      const mine = own.find(({ term }) => term === theirs.term);
      if (!mine) continue;
      const common = Math.min(mine.last, theirs.last);
      if (common >= Math.max(mine.first, theirs.first)) return common;
    }
    return Math.max(0, (runs.at(-1)?.first ?? 1) - 1);
  }
}
