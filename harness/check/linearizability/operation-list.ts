import type { History } from './history.ts';

/** Stands before the first entry and after the last. */
export const END = 0;

/**
 * The calls and returns of the operations that have not been linearized yet, in order of time: a doubly
 * linked list from which an operation is lifted, and to which it is put back, in constant time. Operations
 * are known by their place in the order of calls.
 */
export class OperationList {
  /** By operation: its place in the history. */
  readonly places: Int32Array;
  /** By operation: its call. */
  readonly calls: Int32Array;
  /** By operation: its return, or `END` if it has not returned. */
  readonly returns: Int32Array;
  /** By entry: the operation, if the entry is its call; -1 if it is a return, or `END`. */
  readonly called: Int32Array;
  /** By entry. */
  readonly next: Int32Array;
  private readonly previous: Int32Array;

  /** `places`: those of the operations in the history that are to be listed. */
  constructor(history: History<unknown, unknown>, places: readonly number[]) {
    const at = (place: number) => history[place] as History<unknown, unknown>[number];
    const inOrder = [...places].sort((a, b) => at(a).calledAt - at(b).calledAt);
    const events: { readonly operation: number; readonly isCall: boolean; readonly moment: number }[] = [];
    for (const [operation, place] of inOrder.entries()) {
      const { calledAt, returnedAt } = at(place);
      events.push({ operation, isCall: true, moment: calledAt });
      if (returnedAt !== undefined) events.push({ operation, isCall: false, moment: returnedAt });
    }
    events.sort((a, b) => a.moment - b.moment);
    this.places = Int32Array.from(inOrder);
    this.calls = new Int32Array(inOrder.length);
    this.returns = new Int32Array(inOrder.length);
    const entries = events.length + 1;
    this.called = new Int32Array(entries).fill(-1);
    this.next = Int32Array.from({ length: entries }, (_, entry) => (entry + 1) % entries);
    this.previous = Int32Array.from({ length: entries }, (_, entry) => (entry + entries - 1) % entries);
    for (const [index, { operation, isCall }] of events.entries()) {
      const entry = index + 1;
      if (isCall) {
        this.calls[operation] = entry;
        this.called[entry] = operation;
      } else this.returns[operation] = entry;
    }
  }

  get size(): number {
    return this.calls.length;
  }

  /** The entry after its call stays known as `next` of the call. */
  lift(operation: number): void {
    const returned = this.returns[operation] as number;
    if (returned !== END) this.unlink(returned);
    this.unlink(this.calls[operation] as number);
  }

  /** Undoes `lift`. Of several, the one lifted last is put back first. */
  putBack(operation: number): void {
    this.relink(this.calls[operation] as number);
    const returned = this.returns[operation] as number;
    if (returned !== END) this.relink(returned);
  }

  private unlink(entry: number): void {
    const { next, previous } = this;
    const before = previous[entry] as number;
    const after = next[entry] as number;
    next[before] = after;
    previous[after] = before;
  }

  private relink(entry: number): void {
    const { next, previous } = this;
    next[previous[entry] as number] = entry;
    previous[next[entry] as number] = entry;
  }
}
