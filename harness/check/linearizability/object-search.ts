import { Choices } from './choices.ts';
import type { History, Operation } from './history.ts';
import { LinearizedSet } from './linearized-set.ts';
import { LookAhead } from './look-ahead.ts';
import type { Model } from './model.ts';
import { END, OperationList } from './operation-list.ts';
import { type Room, SeenConfigurations } from './seen-configurations.ts';
import { findSilentWrites } from './silent-writes.ts';
import { IMPOSSIBLE, StateTable } from './state-table.ts';
import { earlierTwins } from './twins.ts';

/** `no room`: there is no more room for configurations. Nothing comes of running it again. */
export type Progress = 'ok' | 'illegal' | 'going on' | 'no room';

/** Silent writes are looked for when a search has taken so many steps for each operation. */
const STEPS_BEFORE_SILENCE = 4;

/**
 * Looks for an order that explains what one object's operations gave: the search of Wing & Gong (1993), depth
 * first, with the cache of Lowe (2017). An operation may come next if no other returned before it was called.
 * Those that never returned may be left out, so the search is over when all others have their place.
 *
 * Much need not be tried, because if there is an order that goes on like that, there is another that is
 * tried, and in which no more operations never returned:
 *
 * - Anything else where a read-only operation is possible now. Wherever it stands in the order, it changes no
 *   state, so it may as well stand here.
 * - An operation with a twin before it (`earlierTwins`) that could come now. They can change places.
 * - One that never returned and leaves the state as it is. It can be left out.
 * - One that leads to the same state as it would without the last before it, which never returned: a write
 *   over a lost write. The last can be left out.
 * - What leads to a state after which something that was read cannot come about any more (`LookAhead`).
 * - A write that nobody can have seen (`findSilentWrites`), if it never returned: it can be left out. And if
 *   another such write could come now, the one with more time left. Between such a write and the next that
 *   leads from any state to the same (or the end) nothing can be read, so the other may as well stand here.
 */
export class ObjectSearch<Input, Output, State> {
  /** How often an operation was tried in a state. */
  steps = 0;
  private readonly model: Model<Input, Output, State>;
  /** In the order of calls. */
  private readonly operations: readonly Operation<Input, Output>[];
  private readonly list: OperationList;
  private readonly set: LinearizedSet;
  private readonly seen: SeenConfigurations;
  private readonly table: StateTable<Input, Output, State>;
  private readonly lookAhead: LookAhead<Input, Output, State> | undefined;
  private readonly isReadOnly: Uint8Array;
  /** All 0 until it is known. */
  private isSilent: Uint8Array;
  private isSilenceKnown = false;
  /** The order so far: operations, the state before each, and whether it was no choice. */
  private readonly order: Int32Array;
  private readonly statesBefore: Int32Array;
  private readonly isForced: Uint8Array;
  private depth = 0;
  private state = 0;
  private readonly choices: Choices;
  /** Whether it is the last choice's turn. If not, `cursor` looks for what only reads. */
  private isChoosing = false;
  private cursor: number;
  /** The most operations that returned, in the order of their calls, which an order has had. */
  private furthest = 0;

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
    const listed = places.filter((place) => canMatter(history[place] as Operation<Input, Output>));
    this.model = model;
    this.list = new OperationList(history, listed);
    this.operations = Array.from(this.list.places, (place) => history[place] as Operation<Input, Output>);
    this.set = new LinearizedSet(this.list);
    this.seen = new SeenConfigurations(this.set, room);
    this.table = new StateTable(model, this.operations);
    this.isReadOnly = Uint8Array.from(this.operations, ({ input, output }) =>
      model.isReadOnly(input, output) ? 1 : 0,
    );
    if (model.backwards) {
      const { list, set, table } = this;
      this.lookAhead = new LookAhead(model.backwards, this.operations, this.isReadOnly, { list, set, table });
    }
    const size = listed.length;
    this.isSilent = new Uint8Array(size);
    const traits = { isReadOnly: this.isReadOnly, twins: earlierTwins(this.operations, this.isReadOnly) };
    this.choices = new Choices(this.list, this.set, traits);
    this.order = new Int32Array(size);
    this.statesBefore = new Int32Array(size);
    this.isForced = new Uint8Array(size);
    this.cursor = this.list.next[END] as number;
  }

  /** Goes on for at most so many steps. */
  run(steps: number): Progress {
    const end = this.steps + steps;
    while (!this.set.isComplete) {
      if (this.steps >= end) return 'going on';
      if (this.isChoosing) {
        const operation = this.choices.next();
        if (operation !== undefined) this.tryNext(operation);
        else if (!this.backtrack()) return 'illegal';
      } else if ((this.list.called[this.cursor] as number) >= 0) this.takeIfReadOnly();
      else {
        const isNew = this.seen.add(this.state);
        if (isNew === undefined) return 'no room';
        if (isNew && !this.lookAhead?.isDeadEnd(this.state)) this.choose();
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

  /** Everything that returned before this moment has been in an order: it has an explanation. */
  get explainedBefore(): number {
    const left = this.set.returned.subarray(this.furthest);
    return left.reduce((earliest, operation) => {
      return Math.min(earliest, this.operations[operation]?.returnedAt ?? earliest);
    }, Number.POSITIVE_INFINITY);
  }

  /** Gives back the room that it takes. */
  end(): void {
    this.seen.clear();
  }

  private takeIfReadOnly(): void {
    const call = this.cursor;
    const operation = this.list.called[call] as number;
    if (this.isReadOnly[operation] === 1) {
      this.steps++;
      const after = this.table.after(this.state, operation);
      if (after !== IMPOSSIBLE) this.push(operation, after, 1);
    }
    // If it was taken, its return is gone, and what stands behind that may come next too.
    this.cursor = this.list.next[call] as number;
  }

  private choose(): void {
    const isLong = this.steps > STEPS_BEFORE_SILENCE * this.operations.length;
    if (isLong && !this.isSilenceKnown && this.findSilence()) {
      // Choices that are open would try much in vain.
      this.startOver();
      return;
    }
    this.choices.open(this.isSilent);
    this.isChoosing = true;
  }

  /** Whether there are silent writes. */
  private findSilence(): boolean {
    const { operations, table, isReadOnly } = this;
    const { backwards } = this.model;
    this.isSilenceKnown = true;
    if (backwards) this.isSilent = findSilentWrites({ backwards, operations, table }, isReadOnly);
    return this.isSilent.includes(1);
  }

  private startOver(): void {
    while (this.backtrack());
    this.seen.clear();
    this.isChoosing = false;
    this.cursor = this.list.next[END] as number;
  }

  private tryNext(operation: number): void {
    this.steps++;
    const after = this.table.after(this.state, operation);
    if (after === IMPOSSIBLE || this.isInVain(operation, after)) return;
    this.push(operation, after, 0);
    this.isChoosing = false;
    this.cursor = this.list.next[END] as number;
  }

  /** Whether it can be left out, or the one before it, which never returned. */
  private isInVain(operation: number, after: number): boolean {
    const { returns } = this.list;
    if (after === this.state && returns[operation] === END) return true;
    const last = this.depth - 1;
    if (last < 0 || returns[this.order[last] as number] !== END) return false;
    return this.table.after(this.statesBefore[last] as number, operation) === after;
  }

  private push(operation: number, after: number, isForced: 0 | 1): void {
    this.order[this.depth] = operation;
    this.statesBefore[this.depth] = this.state;
    this.isForced[this.depth] = isForced;
    this.depth++;
    this.state = after;
    this.list.lift(operation);
    this.set.add(operation);
    if (this.set.first > this.furthest) this.furthest = this.set.first;
  }

  /** Back to the last choice that was made. False: there is none. */
  private backtrack(): boolean {
    if (this.isChoosing) this.choices.close();
    while (this.depth > 0) {
      this.depth--;
      const operation = this.order[this.depth] as number;
      this.list.putBack(operation);
      this.set.delete(operation);
      this.state = this.statesBefore[this.depth] as number;
      if (this.isForced[this.depth] === 1) continue;
      this.isChoosing = true;
      return true;
    }
    return false;
  }
}
