import type { Operation } from './history.ts';
import type { LinearizedSet } from './linearized-set.ts';
import { ANY_STATE, type Backwards } from './model.ts';
import { END, type OperationList } from './operation-list.ts';
import type { StateTable } from './state-table.ts';

/** So many operations with a required state are looked at: the next ones in the order of calls. */
const OPERATIONS_AHEAD = 16;
/** So many pairs of an operation and a state it leads to are looked at, or else no dead end is found. */
const WORK = 1000;
/** Instead of the number of a state. */
const ANY = -1;

/** A state that is to come. */
interface Goal {
  readonly state: number;
  /** Operations that may lead to it, and the state before each, or `ANY`. */
  readonly writers: number[];
  readonly before: number[];
  /** Which operations have been looked at: of those that returned from … to, of the others from 0 to. */
  from: number;
  to: number;
  openTo: number;
}

interface Search<Input, Output, State> {
  readonly list: OperationList;
  readonly set: LinearizedSet;
  readonly table: StateTable<Input, Output, State>;
}

/**
 * Sees that a search has gone too far. An operation that returned may be possible in one state only, as a
 * read that gave the value. From there it looks back: which operations that are left, and were called before
 * the read returned, may have led to that state, from which state did they, and so on. If that leads neither
 * to the present state nor to an operation that leads there from any state, the read has no place any more.
 *
 * It takes each operation for one that may be used again and again, so it may miss a dead end, but what it
 * calls one is one.
 */
export class LookAhead<Input, Output, State> {
  private readonly list: OperationList;
  private readonly set: LinearizedSet;
  private readonly table: StateTable<Input, Output, State>;
  private readonly backwards: Backwards<Input, Output, State>;
  private readonly operations: readonly Operation<Input, Output>[];
  private readonly isReadOnly: Uint8Array;
  /** By operation: the state that it requires, or `ANY`. */
  private readonly required: Int32Array;
  /** By state, made when it is first needed. */
  private readonly goals: (Goal | undefined)[] = [];
  /** By state: the last question in which it proved to be within reach. */
  private readonly reached: number[] = [];
  private question = 0;
  private workLeft = 0;

  constructor(
    backwards: Backwards<Input, Output, State>,
    operations: readonly Operation<Input, Output>[],
    isReadOnly: Uint8Array,
    { list, set, table }: Search<Input, Output, State>,
  ) {
    this.list = list;
    this.set = set;
    this.table = table;
    this.backwards = backwards;
    this.operations = operations;
    this.isReadOnly = isReadOnly;
    this.required = Int32Array.from(operations, ({ input, output, returnedAt }) => {
      const state = returnedAt === undefined ? undefined : backwards.required(input, output);
      return state === undefined ? ANY : table.numberOf(state);
    });
  }

  /** Whether an operation that is left can never be possible after this state. */
  isDeadEnd(state: number): boolean {
    const { next, called } = this.list;
    this.question++;
    this.reached[state] = this.question;
    this.workLeft = WORK;
    let ahead = 0;
    for (let entry = next[END] as number; entry !== END; entry = next[entry] as number) {
      const operation = called[entry] as number;
      const required = operation < 0 ? ANY : (this.required[operation] as number);
      if (required === ANY) continue;
      if (this.reached[required] !== this.question) {
        if (!this.isWithinReach(required, operation)) return true;
        if (this.workLeft <= 0) return false;
        this.reached[required] = this.question;
      }
      ahead++;
      if (ahead === OPERATIONS_AHEAD) return false;
    }
    return false;
  }

  private isWithinReach(required: number, reader: number): boolean {
    const { set, list } = this;
    const returned = list.returns[reader] as number;
    const states = [required];
    for (const state of states) {
      const { writers, before } = this.goal(state, reader);
      for (let index = 0; index < writers.length; index++) {
        this.workLeft--;
        if (this.workLeft <= 0) return true;
        const writer = writers[index] as number;
        if (set.has(writer) || writer === reader || (list.calls[writer] as number) > returned) continue;
        const from = before[index] as number;
        if (from === ANY || this.reached[from] === this.question) return true;
        if (!states.includes(from)) states.push(from);
      }
    }
    return false;
  }

  /** With all writers that are not linearized and were called before the reader returned, at least. */
  private goal(state: number, reader: number): Goal {
    const { set } = this;
    let goal = this.goals[state];
    if (!goal) {
      goal = { state, writers: [], before: [], from: set.first, to: set.first, openTo: 0 };
      this.goals[state] = goal;
    }
    const end = set.returnedCalledBefore(reader);
    const openEnd = set.openCalledBefore(reader);
    while (goal.from > set.first) this.consider(goal, set.returned[--goal.from] as number);
    while (goal.to < end) this.consider(goal, set.returned[goal.to++] as number);
    while (goal.openTo < openEnd) this.consider(goal, set.open[goal.openTo++] as number);
    return goal;
  }

  private consider(goal: Goal, operation: number): void {
    if (this.isReadOnly[operation] === 1) return;
    const { input, output } = this.operations[operation] as Operation<Input, Output>;
    const before = this.backwards.before(this.table.state(goal.state), input, output);
    if (before === undefined) return;
    goal.writers.push(operation);
    goal.before.push(before === ANY_STATE ? ANY : this.table.numberOf(before));
  }
}
