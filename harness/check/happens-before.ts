/** Something that happened in a process, and all that happened before it (Lamport 1978). */
export interface CausalEvent {
  readonly process: number;
  /** By process: how many of its first events happened before this one, or are this one. */
  readonly past: readonly number[];
  /** The event before it in its process. */
  readonly previous: CausalEvent | undefined;
  /** Of a receipt: the event that its message left after. */
  readonly sending: CausalEvent | undefined;
}

/** The true relation between the events of a run, as whoever sees all of it knows it. */
export class HappensBefore {
  /** By process: its latest event. */
  private readonly latest: CausalEvent[];
  /** By message: the event that it left after. */
  private readonly sendings = new Map<number, CausalEvent>();

  constructor(size: number) {
    const past = Array<number>(size).fill(0);
    this.latest = past.map((_, process) => ({ process, past, previous: undefined, sending: undefined }));
  }

  /** Something happens in a process. */
  event(process: number): CausalEvent {
    return this.next(process, this.latestOf(process).past, undefined);
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
      sending,
    );
  }

  private next(process: number, known: readonly number[], sending: CausalEvent | undefined): CausalEvent {
    const past = known.with(process, (known[process] ?? 0) + 1);
    const event = { process, past, previous: this.latestOf(process), sending };
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

/** How the first event came to be known at the second, after it: in one process, or by which messages. */
export function chainText(from: CausalEvent, to: CausalEvent): string {
  const hops: string[] = [];
  let event: CausalEvent | undefined = to;
  while (event && event.process !== from.process) {
    const { sending }: CausalEvent = event;
    if (sending && (sending === from || happenedBefore(from, sending))) {
      hops.unshift(`process ${sending.process} → process ${event.process}`);
      event = sending;
    } else {
      event = event.previous;
    }
  }
  if (hops.length === 0) return 'both are in one process';
  return `by ${hops.length === 1 ? 'the message' : 'the messages'} ${hops.join(', ')}`;
}
