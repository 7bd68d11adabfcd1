/** How much a check may cost. Both are counts, so that a verdict does not depend on the machine. */
export interface Budget {
  /** How often an operation may be tried in a state. What was tried before counts again. */
  readonly steps: number;
  /** Pairs of a set of operations and a state that are remembered at one time, over all objects. */
  readonly configurations: number;
}

/**
 * - `ok`: there is an order that explains the history.
 * - `illegal`: there is none.
 * - `unknown`: the budget was spent before either was sure. Never to be taken for `ok`.
 */
export type Verdict<Input, Output> =
  | { readonly kind: 'ok'; readonly steps: number; readonly linearizations: readonly Linearization[] }
  | {
      readonly kind: 'illegal';
      readonly steps: number;
      readonly conflict: Conflict<Input, Output>;
    }
  | { readonly kind: 'unknown'; readonly steps: number; readonly spent: 'steps' | 'configurations' };

/** An order of one object's operations that explains what they gave. */
export interface Linearization {
  /** The object, or undefined if the model knows only one. */
  readonly object: string | undefined;
  /** Places of operations in the history. What never returned and had no effect is left out. */
  readonly order: readonly number[];
}

/**
 * Why one object's part of a history has no explanation. Up to a moment it has one; then an operation
 * returns, and there is none any more.
 */
export interface Conflict<Input, Output> {
  readonly object: string | undefined;
  /**
   * An order that explains all that had returned before: places of operations in the history. What returned
   * later may be in it, and then gives what it gave.
   */
  readonly longest: readonly number[];
  /** In words, the state after each operation of `longest`. */
  readonly states: readonly string[];
  /** The state after all of `longest`, or the initial one. */
  readonly stateThere: string;
  /** The operation that returned then. It is not in `longest`. */
  readonly impossible: number;
  /** Others that were called before it returned and are not in `longest`: none of them helps. */
  readonly alsoTried: readonly number[];
  readonly operation: { readonly input: Input; readonly output: Output | undefined };
}
