import type { LinearizedSet } from './linearized-set.ts';
import { END, type OperationList } from './operation-list.ts';
import { NO_TWIN } from './twins.ts';

const FIRST_SIZE = 256;

/** What does not change while an object is searched. By operation, 1 or 0, or a twin. */
export interface Traits {
  readonly isReadOnly: Uint8Array;
  readonly twins: Int32Array;
}

/**
 * What can be tried at each choice of a search, from the first to the last. Of the operations of a choice,
 * that comes first which returned first, since it has the least time left, and those that never returned come
 * last.
 */
export class Choices {
  private readonly list: OperationList;
  private readonly set: LinearizedSet;
  private readonly traits: Traits;
  /** By operation: the latest place in time that it can have. */
  private readonly deadlines: Int32Array;
  /** Operations of all choices, one choice behind the other. */
  private operations = new Int32Array(FIRST_SIZE);
  private end = 0;
  /** By choice: where its operations begin, and which is next. */
  private readonly begins: number[] = [];
  private readonly cursors: number[] = [];

  constructor(list: OperationList, set: LinearizedSet, traits: Traits) {
    this.list = list;
    this.set = set;
    this.traits = traits;
    const never = list.next.length;
    this.deadlines = list.returns.map((entry, operation) =>
      entry === END ? never + (list.calls[operation] as number) : entry,
    );
  }

  /** Begins a choice among what could come next now and changes something. */
  open(isSilent: Uint8Array): void {
    this.begins.push(this.end);
    this.cursors.push(this.end);
    const { next, called, returns } = this.list;
    const { isReadOnly, twins } = this.traits;
    let silent: number | undefined;
    for (let call = next[END] as number; (called[call] as number) >= 0; call = next[call] as number) {
      const operation = called[call] as number;
      if (isSilent[operation] === 1) {
        const returned = returns[operation] as number;
        if (returned === END) continue;
        if (silent === undefined || returned < (returns[silent] as number)) silent = operation;
      } else if (isReadOnly[operation] === 0) {
        const twin = twins[operation] as number;
        if (twin === NO_TWIN || this.set.has(twin)) this.add(operation);
      }
    }
    if (silent !== undefined) this.add(silent);
  }

  /** Of the last choice; undefined: nothing is left to try. */
  next(): number | undefined {
    const last = this.cursors.length - 1;
    const cursor = this.cursors[last] as number;
    if (cursor === this.end) return undefined;
    this.cursors[last] = cursor + 1;
    return this.operations[cursor];
  }

  /** Ends the last choice. */
  close(): void {
    this.cursors.pop();
    this.end = this.begins.pop() as number;
  }

  private add(operation: number): void {
    if (this.end === this.operations.length) {
      const larger = new Int32Array(2 * this.end);
      larger.set(this.operations);
      this.operations = larger;
    }
    const { operations, deadlines } = this;
    const begin = this.begins.at(-1) as number;
    const deadline = deadlines[operation] as number;
    let place = this.end++;
    for (; place > begin && (deadlines[operations[place - 1] as number] as number) > deadline; place--) {
      operations[place] = operations[place - 1] as number;
    }
    operations[place] = operation;
  }
}
