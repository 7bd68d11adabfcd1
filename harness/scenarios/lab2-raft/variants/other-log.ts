import type { Entry } from './other-types.ts';

/** An array whose first element stands for the entry at `base`, the last one that the snapshot covers. */
export class OtherLog {
  base: number;
  entries: Entry[];

  constructor(base: number, entries: Entry[]) {
    this.base = base;
    this.entries = entries;
  }

  get last(): number {
    return this.base + this.entries.length - 1;
  }

  get lastTerm(): number {
    return this.termAt(this.last) ?? 0;
  }

  at(index: number): Entry | undefined {
    return this.entries[index - this.base];
  }

  termAt(index: number): number | undefined {
    return this.at(index)?.term;
  }

  /** False if it was there already. Another entry in that place goes, with all that follow it. */
  place(index: number, entry: Entry): boolean {
    if (index <= this.base || this.termAt(index) === entry.term) return false;
    this.entries.length = index - this.base;
    this.entries.push(entry);
    return true;
  }

  rebase(index: number, term: number): void {
    const rest = this.termAt(index) === term ? this.entries.slice(index - this.base + 1) : [];
    this.entries = [{ term }, ...rest];
    this.base = index;
  }
}
