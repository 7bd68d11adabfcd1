/** Something that happened in a process, and all that happened before it (Lamport 1978). */
export interface CausalEvent {
  readonly process: number;
  /** By process: how many of its first events happened before this one, or are this one. */
  readonly past: readonly number[];
}

/** The true relation between the events of a run, as whoever sees all of it knows it. */
export class HappensBefore {
  /** By process: its latest event. */
  private readonly latest: CausalEvent[];
  /** By message: the event that it left after. */
  private readonly sendings = new Map<number, CausalEvent>();

  constructor(size: number) {
    const past = Array<number>(size).fill(0);
    this.latest = past.map((_, process) => ({ process, past }));
  }

  /** Something happens in a process. */
  event(process: number): CausalEvent {
    return this.next(process, this.latestOf(process).past);
  }

  /** A message leaves, which knows of all that has happened in the process so far. */
  sends(process: number, message: number): void {
    this.sendings.set(message, this.latestOf(process));
  }

  /** A message comes: an event of its receiver. */
  receives(process: number, message: number): CausalEvent {
    const sending = this.sendings.get(message);
    if (!sending) throw new Error(`message ${message} was never sent`);
    const known = this.latestOf(process).past;
    return this.next(
      process,
      known.map((count, of) => Math.max(count, sending.past[of] ?? 0)),
    );
  }

  private next(process: number, known: readonly number[]): CausalEvent {
    const past = known.with(process, (known[process] ?? 0) + 1);
    const event = { process, past };
    this.latest[process] = event;
    return event;
  }

  private latestOf(process: number): CausalEvent {
    const event = this.latest[process];
    if (!event) throw new RangeError(`there is no process ${process}`);
    return event;
  }
}

/** Whether one event happened before the other. No event happened before itself. */
export function happenedBefore(a: CausalEvent, b: CausalEvent): boolean {
  return a !== b && (a.past[a.process] ?? 0) <= (b.past[a.process] ?? 0);
}
