/**
 * A sequential object: what a history is judged against. States are values: `step` makes new ones and never
 * changes what it was given.
 */
export interface Model<Input, Output, State> {
  /** For people and for the command line: `register`, `kv`. */
  readonly name: string;
  /** The state before the first operation. */
  readonly initial: State;
  /**
   * The state after `input` took effect in `state`, or undefined if it could not have given `output` there.
   * An `output` of undefined is one that nobody saw: any that the object could have given is right.
   * States may be anything but undefined.
   */
  step(state: State, input: Input, output: Output | undefined): State | undefined;
  /** Equality and hash in one: two states are the same if and only if their keys are (`Object.is`). */
  key(state: State): string | number;
  /**
   * The object that an operation is about, for histories over many independent objects of this model: each is
   * checked by itself, since a history is linearizable if and only if it is for every object (locality,
   * Herlihy & Wing 1990, §3.2; P-compositionality, Horn & Kroening 2015).
   */
  partition?(input: Input): string;
  /**
   * Whether an operation with this outcome leaves every state as it is in which it is possible. Such an
   * operation may as well take effect at the first moment at which it can, so that the search need not
   * try any other.
   */
  isReadOnly(input: Input, output: Output | undefined): boolean;
  /** Lets the search see that it has come too far from what is still to be read. */
  readonly backwards?: Backwards<Input, Output, State>;
  /** `get("x") gives "1"`; `get("x")` without an output. */
  describe(input: Input, output: Output | undefined): string;
  describeState(state: State): string;
}

/** An operation makes the same state of every state. */
export const ANY_STATE: unique symbol = Symbol('any state');

/**
 * An object looked at from what was read of it. What these tell has to hold; where they cannot tell, they may
 * not guess.
 */
export interface Backwards<Input, Output, State> {
  /** The only state in which an operation with this outcome is possible; undefined if there are several. */
  required(input: Input, output: Output | undefined): State | undefined;
  /**
   * The only other state from which an operation with this outcome may lead to `state`, `ANY_STATE` if it
   * leads there from every state, or undefined if it never does.
   */
  before(state: State, input: Input, output: Output | undefined): State | typeof ANY_STATE | undefined;
  /**
   * Whether an operation with this outcome is possible in every state, and `before` knows of every state that
   * it leads to.
   */
  isBlind(input: Input, output: Output | undefined): boolean;
}
