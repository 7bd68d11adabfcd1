import type { Operation } from './history.ts';
import type { Model } from './model.ts';

/** An operation is not possible in a state. */
export const IMPOSSIBLE = -1;

/** Small for small searches, as there may be thousands. */
const FEWEST_SLOTS = 64;
const MOST_SLOTS = 2 ** 14;
const SLOTS_FOR_AN_OPERATION = 16;

/**
 * The states that one search has met, as small integers, and where operations lead from them. A step that was
 * computed lately is looked up, since states of models may be long strings.
 */
export class StateTable<Input, Output, State> {
  private readonly model: Model<Input, Output, State>;
  /** In the order of calls. */
  private readonly operations: readonly Operation<Input, Output>[];
  private readonly states: State[] = [];
  private readonly numbers = new Map<string | number, number>();
  /** Direct mapped: a step displaces any other of the same slot. */
  private readonly cachedState: Int32Array;
  private readonly cachedOperation: Int32Array;
  private readonly cachedResult: Int32Array;

  constructor(model: Model<Input, Output, State>, operations: readonly Operation<Input, Output>[]) {
    this.model = model;
    this.operations = operations;
    let slots = FEWEST_SLOTS;
    while (slots < MOST_SLOTS && slots < SLOTS_FOR_AN_OPERATION * operations.length) slots *= 2;
    this.cachedState = new Int32Array(slots).fill(-1);
    this.cachedOperation = new Int32Array(slots);
    this.cachedResult = new Int32Array(slots);
    this.numberOf(model.initial);
  }

  /** The state after the operation, or `IMPOSSIBLE`. The initial state is 0. */
  after(state: number, operation: number): number {
    const hash = Math.imul(state, 0x9e3779b1) ^ Math.imul(operation, 0x85ebca6b);
    const slot = (hash ^ (hash >>> 15)) & (this.cachedState.length - 1);
    if (this.cachedState[slot] === state && this.cachedOperation[slot] === operation) {
      return this.cachedResult[slot] as number;
    }
    const { input, output } = this.operations[operation] as Operation<Input, Output>;
    const next = this.model.step(this.states[state] as State, input, output);
    const result = next === undefined ? IMPOSSIBLE : this.numberOf(next);
    this.cachedState[slot] = state;
    this.cachedOperation[slot] = operation;
    this.cachedResult[slot] = result;
    return result;
  }

  state(number: number): State {
    return this.states[number] as State;
  }

  /** The number of a state, which is new if the state is. */
  numberOf(state: State): number {
    const key = this.model.key(state);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.states.length);
    return this.states.push(state) - 1;
  }
}
