import type { History, Operation } from './history.ts';
import { LinearizedSet } from './linearized-set.ts';
import { LookAhead } from './look-ahead.ts';
import type { Model } from './model.ts';
import { END, OperationList } from './operation-list.ts';
import { type Room, SeenConfigurations } from './seen-configurations.ts';
import { IMPOSSIBLE, StateTable } from './state-table.ts';
import { earlierTwins, NO_TWIN } from './twins.ts';

/** `no room`: there is no more room for configurations. Nothing comes of running it again. */
export type Progress = 'ok' | 'illegal' | 'going on' | 'no room';

/**
 * Looks for an order that explains what one object's operations gave: the search of Wing & Gong (1993), depth
 * first, with the cache of Lowe (2017). An operation may come next if no other returned before it was called.
 * Those that never returned may be left out, so the search is over when all others have their place.
 *
 * What need not be tried, because with an order that begins like that there is always another which is tried.
 * Take an order in which as few operations as possible never returned.
 *
 * - After a read-only operation that is possible now, anything else instead of it: wherever it stands in the
 *   order, it changes no state, so it may as well stand here.
 * - An operation with a twin that came before it (`earlierTwins`): they can change places.
 * - One that never returned and leaves the state as it is: without it the order is shorter.
 * - One that never returned, and then one that leads from the state before it to the state after both, such as
 *   a write over a lost write: without the first the order is shorter.
 * - What leads to a state from which something that was read can never come about (`LookAhead`).
 */
export class ObjectSearch<Input, Output, State> {
  /** How often an operation was tried in a state. */
  steps = 0;
  private readonly list: OperationList;
  private readonly set: LinearizedSet;
  private readonly seen: SeenConfigurations;
  private readonly table: StateTable<Input, Output, State>;
  private readonly lookAhead: LookAhead<Input, Output, State> | undefined;
  /** By operation, as in the next. */
  private readonly isReadOnly: Uint8Array;
  private readonly twins: Int32Array;
  /** The order so far: operations, the state before each, and whether nothing else is to be tried there. */
  private readonly order: Int32Array;
  private readonly statesBefore: Int32Array;
  private readonly isForced: Uint8Array;
  private depth = 0;
  private state = 0;
  /** What is looked at next: for a read-only operation that is possible now, or for any other. */
  private cursor: number;
  private wants: 'read-only' | 'other' = 'read-only';

  /** `places`: those of the object's operations in the history. */
  constructor(
    model: Model<Input, Output, State>,
    history: History<Input, Output>,
    places: readonly number[],
    room: Room,
  ) {
    // What only reads and never returned may always be left out.
    const canMatter = ({ input, output, returnedAt }: Operation<Input, Output>) =>
      returnedAt !== undefined || !model.isReadOnly(input, output);
    this.list = new OperationList(
      history,
      places.filter((place) => canMatter(history[place] as Operation<Input, Output>)),
    );
    const operations = Array.from(this.list.places, (place) => history[place] as Operation<Input, Output>);
    this.set = new LinearizedSet(this.list);
    this.seen = new SeenConfigurations(this.set, room);
    this.table = new StateTable(model, operations);
    this.isReadOnly = Uint8Array.from(operations, (operation) =>
      model.isReadOnly(operation.input, operation.output) ? 1 : 0,
    );
    if (model.backwards) {
      this.lookAhead = new LookAhead(model.backwards, operations, this.isReadOnly, {
        list: this.list,
        set: this.set,
        table: this.table,
      });
    }
    this.twins = earlierTwins(operations);
    this.order = new Int32Array(operations.length);
    this.statesBefore = new Int32Array(operations.length);
    this.isForced = new Uint8Array(operations.length);
    this.cursor = this.list.next[END] as number;
  }

  /** Goes on for at most so many steps. */
  run(steps: number): Progress {
    const end = this.steps + steps;
    while (!this.set.isComplete) {
      if (this.steps >= end) return 'going on';
      const isCall = (this.list.called[this.cursor] as number) >= 0;
      if (isCall) {
        if (this.wants === 'read-only') this.takeIfReadOnly();
        else this.tryNext();
      } else if (this.wants === 'other') {
        if (!this.backtrack()) return 'illegal';
      } else {
        const isNew = this.seen.add(this.state);
        if (isNew === undefined) return 'no room';
        if (isNew && !this.lookAhead?.isDeadEnd(this.state)) this.begin('other');
        else if (!this.backtrack()) return 'illegal';
      }
    }
    return 'ok';
  }

  /** The order so far, as places in the history. After `ok` it explains everything. */
  linearization(): number[] {
    return Array.from(
      this.order.subarray(0, this.depth),
      (operation) => this.list.places[operation] as number,
    );
  }

  /** Gives back the room that it takes. */
  end(): void {
    this.seen.clear();
  }

  private begin(wants: 'read-only' | 'other'): void {
    this.wants = wants;
    this.cursor = this.list.next[END] as number;
  }

  private takeIfReadOnly(): void {
    const call = this.cursor;
    const operation = this.list.called[call] as number;
    if (this.isReadOnly[operation] === 1) {
      this.steps++;
      if (this.table.after(this.state, operation) !== IMPOSSIBLE) this.push(operation, 1);
    }
    // If it was taken, its return is gone, and what stands behind that may come next too.
    this.cursor = this.list.next[call] as number;
  }

  private tryNext(): void {
    const operation = this.list.called[this.cursor] as number;
    this.cursor = this.list.next[this.cursor] as number;
    if (this.isReadOnly[operation] === 1) return;
    const twin = this.twins[operation] as number;
    if (twin !== NO_TWIN && !this.set.has(twin)) return;
    this.steps++;
    const after = this.table.after(this.state, operation);
    if (after === IMPOSSIBLE || this.isInVain(operation, after)) return;
    this.push(operation, 0);
    this.state = after;
    this.begin('read-only');
  }

  /** Whether the order is as good without it, or without the one before it, which never returned. */
  private isInVain(operation: number, after: number): boolean {
    const { returns } = this.list;
    if (after === this.state && returns[operation] === END) return true;
    const last = this.depth - 1;
    if (last < 0 || returns[this.order[last] as number] !== END) return false;
    return this.table.after(this.statesBefore[last] as number, operation) === after;
  }

  private push(operation: number, isForced: 0 | 1): void {
    this.order[this.depth] = operation;
    this.statesBefore[this.depth] = this.state;
    this.isForced[this.depth] = isForced;
    this.depth++;
    this.list.lift(operation);
    this.set.add(operation);
  }

  /** Back to the last choice, and on to what can be tried instead. False: there is none left. */
  private backtrack(): boolean {
    while (this.depth > 0) {
      this.depth--;
      const operation = this.order[this.depth] as number;
      this.list.putBack(operation);
      this.set.delete(operation);
      this.state = this.statesBefore[this.depth] as number;
      if (this.isForced[this.depth] === 1) continue;
      this.wants = 'other';
      this.cursor = this.list.next[this.list.calls[operation] as number] as number;
      return true;
    }
    return false;
  }
}
