const BLOCK = 64;

/** Things that last from a time to a time, found by the times that they touch. */
export class IntervalIndex {
  /** Ids in the order of their beginnings. */
  private readonly ids: readonly number[];
  private readonly from: Float64Array;
  private readonly to: Float64Array;
  /** The latest end within each block of ids: most blocks are skipped by it. */
  private readonly latest: Float64Array;

  /** The interval of id `i` is `from[i]` to `to[i]`. */
  constructor(from: Float64Array, to: Float64Array) {
    this.from = from;
    this.to = to;
    this.ids = Array.from(from, (_, id) => id).sort((a, b) => (from[a] as number) - (from[b] as number));
    this.latest = new Float64Array(Math.ceil(this.ids.length / BLOCK)).fill(Number.NEGATIVE_INFINITY);
    for (const [order, id] of this.ids.entries()) {
      const block = Math.floor(order / BLOCK);
      this.latest[block] = Math.max(this.latest[block] as number, to[id] as number);
    }
  }

  /** Calls `visit` with each id whose interval touches `begin` … `end`, in the order of their beginnings. */
  visit(begin: number, end: number, visit: (id: number) => void): void {
    for (let block = 0; block < this.latest.length; block++) {
      const first = block * BLOCK;
      if ((this.from[this.ids[first] as number] as number) > end) return;
      if ((this.latest[block] as number) < begin) continue;
      for (let order = first; order < Math.min(first + BLOCK, this.ids.length); order++) {
        const id = this.ids[order] as number;
        if ((this.from[id] as number) <= end && (this.to[id] as number) >= begin) visit(id);
      }
    }
  }
}
