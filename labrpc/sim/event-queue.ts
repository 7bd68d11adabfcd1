/** Something that will happen. Events at the same time happen in the order in which they were scheduled. */
export interface Scheduled {
  /** Virtual ms. Not to be changed while the event is in a queue. */
  atMs: number;
  /** Counts up over the run; given when the event is scheduled. */
  sequence: number;
}

/** Chooses the next event. By time here; a search over schedules can put another strategy in its place. */
export interface Scheduler<Event extends Scheduled> {
  push(event: Event): void;
  pop(): Event | undefined;
  readonly size: number;
}

/**
 * Earliest first: a heap with four children a node, which is shallower and kinder to caches than a binary
 * one.
 */
export class EventQueue<Event extends Scheduled> implements Scheduler<Event> {
  private readonly heap: Event[] = [];

  get size(): number {
    return this.heap.length;
  }

  push(event: Event): void {
    const heap = this.heap;
    let hole = heap.length;
    heap.push(event);
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const above = heap[parent] as Event;
      if (!comesBefore(event, above)) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = event;
  }

  pop(): Event | undefined {
    const heap = this.heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    this.sink(last);
    return first;
  }

  /** Lets `event` sink from the root to its place. */
  private sink(event: Event): void {
    const heap = this.heap;
    const length = heap.length;
    let hole = 0;
    for (;;) {
      const firstChild = 4 * hole + 1;
      if (firstChild >= length) break;
      let least = firstChild;
      const end = Math.min(firstChild + 4, length);
      for (let child = firstChild + 1; child < end; child++) {
        if (comesBefore(heap[child] as Event, heap[least] as Event)) least = child;
      }
      if (!comesBefore(heap[least] as Event, event)) break;
      heap[hole] = heap[least] as Event;
      hole = least;
    }
    heap[hole] = event;
  }
}

function comesBefore(a: Scheduled, b: Scheduled): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence);
}
