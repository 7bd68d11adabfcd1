/** One line of what happened. Kept unformatted: only a failing run ever reads it. */
export interface Happening {
  readonly atMs: number;
  /** A word for the kind: `crash`, `call`, `lost`, `apply`. */
  readonly what: string;
  /** Who did it or whom it befell. */
  readonly who: string;
  /** The other side of a message. */
  readonly whom: string | undefined;
  /** A method, a value: what else there is to say. Formatted when read. */
  readonly detail: unknown;
}

const KEPT = 256;

/** The last things that happened in a run, for the report of a failure. */
export class RecentHappenings {
  private readonly ring: Happening[] = [];
  private next = 0;

  add(happening: Happening): void {
    this.ring[this.next] = happening;
    this.next = (this.next + 1) % KEPT;
  }

  /** Oldest first. */
  list(): Happening[] {
    return [...this.ring.slice(this.next), ...this.ring.slice(0, this.next)];
  }
}
