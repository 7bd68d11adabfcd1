/**
 * One operation of a concurrent history. Moments are places in the order in which calls and returns happened,
 * all different (an order of events, not clocks: two events in one millisecond have an order too). Inputs and
 * outputs are plain data, the same if and only if they are the same as JSON.
 */
export interface Operation<Input, Output> {
  /** Who called. A client has at most one operation open at a time, but for those that never returned. */
  readonly client: number;
  readonly input: Input;
  /** What came back; undefined if nobody saw it. */
  readonly output: Output | undefined;
  readonly calledAt: number;
  /** Undefined: it has not returned. It may have taken effect at any time after its call, or never. */
  readonly returnedAt: number | undefined;
}

/** In any order. */
export type History<Input, Output> = readonly Operation<Input, Output>[];
