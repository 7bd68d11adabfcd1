/**
 * Chooses the next event. By time here; a search over schedules can put another strategy in its place. Events
 * at the same time happen in the order in which they were scheduled.
 */
export interface Scheduler<Event> {
  /** `atMs` is virtual; `sequence` counts up over the run. */
  push(atMs: number, sequence: number, event: Event): void;
  pop(): Event | undefined;
  /** Of the event that was popped last. */
  readonly atMs: number;
  readonly sequence: number;
  readonly size: number;
}

/**
 * Earliest first: a heap with four children a node, which is shallower and kinder to caches than a binary
 * one. Times and sequence numbers stand in arrays of their own: events come in many shapes, and comparing
 * what is inside of them costs several times as much.
 */
export class EventQueue<Event> implements Scheduler<Event> {
  atMs = 0;
  sequence = 0;
  private readonly times: number[] = [];
  private readonly sequences: number[] = [];
  private readonly events: Event[] = [];

  get size(): number {
    return this.events.length;
  }

  push(atMs: number, sequence: number, event: Event): void {
    const { times, sequences, events } = this;
    let hole = events.length;
    times.push(atMs);
    sequences.push(sequence);
    events.push(event);
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (!this.comesBefore(atMs, sequence, parent)) break;
      this.move(parent, hole);
      hole = parent;
    }
    times[hole] = atMs;
    sequences[hole] = sequence;
    events[hole] = event;
  }

  pop(): Event | undefined {
    const { times, sequences, events } = this;
    const first = events[0];
    if (first === undefined) return undefined;
    this.atMs = times[0] as number;
    this.sequence = sequences[0] as number;
    const atMs = times.pop() as number;
    const sequence = sequences.pop() as number;
    const last = events.pop() as Event;
    if (events.length > 0) this.sink(atMs, sequence, last);
    return first;
  }

  /** Lets an event sink from the root to its place. */
  private sink(atMs: number, sequence: number, event: Event): void {
    const { times, sequences, events } = this;
    const { length } = events;
    let hole = 0;
    for (;;) {
      const firstChild = 4 * hole + 1;
      if (firstChild >= length) break;
      let least = firstChild;
      const end = Math.min(firstChild + 4, length);
      for (let child = firstChild + 1; child < end; child++) {
        if (this.comesBefore(times[child] as number, sequences[child] as number, least)) least = child;
      }
      if (this.comesBefore(atMs, sequence, least)) break;
      this.move(least, hole);
      hole = least;
    }
    times[hole] = atMs;
    sequences[hole] = sequence;
    events[hole] = event;
  }

  private comesBefore(atMs: number, sequence: number, place: number): boolean {
    const other = this.times[place] as number;
    return atMs < other || (atMs === other && sequence < (this.sequences[place] as number));
  }

  private move(from: number, to: number): void {
    this.times[to] = this.times[from] as number;
    this.sequences[to] = this.sequences[from] as number;
    this.events[to] = this.events[from] as Event;
  }
}
