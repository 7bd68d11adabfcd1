import type { SequentialObject } from './generate/sequential-object.ts';
import type { History, Operation } from './history.ts';

/** What has come of some of a history's operations, and which are left. */
interface Prefix<Input, Output, State> {
  readonly state: State;
  readonly left: History<Input, Output>;
}

/**
 * For tests: whether any order of a small history's operations explains it. It tries all orders, on the whole
 * object, and has no idea in common with the checker.
 */
export function isLinearizable<Input, Output, State>(
  object: SequentialObject<Input, Output, State>,
  history: History<Input, Output>,
): boolean {
  const canEnd = ({ state, left }: Prefix<Input, Output, State>): boolean => {
    if (left.every(isOpen)) return true;
    for (const longer of longerBy(object, { state, left })) if (canEnd(longer)) return true;
    return false;
  };
  return canEnd({ state: object.initial, left: history });
}

/**
 * The same for a history of any length in which moments without an open operation are frequent: between two
 * of them stands a small history, which can begin in any state in which the last ended.
 */
export function isLinearizableInParts<Input, Output, State>(
  object: SequentialObject<Input, Output, State>,
  history: History<Input, Output>,
): boolean {
  let states = [object.initial];
  for (const part of partsOf(history)) {
    const all = new Map<string, Prefix<Input, Output, State>>();
    for (const state of states) all.set(keyOf({ state, left: part }), { state, left: part });
    for (const prefix of all.values()) {
      for (const longer of longerBy(object, prefix)) all.set(keyOf(longer), longer);
    }
    states = [...all.values()].filter(({ left }) => left.every(isOpen)).map(({ state }) => state);
  }
  return states.length > 0;
}

/** With one more operation. */
function* longerBy<Input, Output, State>(
  object: SequentialObject<Input, Output, State>,
  { state, left }: Prefix<Input, Output, State>,
): Generator<Prefix<Input, Output, State>, void> {
  for (const operation of left) {
    if (left.some((other) => isBefore(other, operation))) continue;
    const next = object.apply(state, operation.input);
    if (!next || !isRight(operation, next.output)) continue;
    yield { state: next.state, left: left.filter((other) => other !== operation) };
  }
}

function* partsOf<Input, Output>(history: History<Input, Output>): Generator<History<Input, Output>> {
  let part: Operation<Input, Output>[] = [];
  let lastReturn = Number.NEGATIVE_INFINITY;
  for (const operation of [...history].sort((a, b) => a.calledAt - b.calledAt)) {
    if (operation.calledAt > lastReturn && part.length > 0) {
      yield part;
      part = [];
    }
    part.push(operation);
    lastReturn = Math.max(lastReturn, operation.returnedAt ?? Number.POSITIVE_INFINITY);
  }
  yield part;
}

function isOpen({ returnedAt }: Operation<unknown, unknown>): boolean {
  return returnedAt === undefined;
}

function isBefore(
  { returnedAt }: Operation<unknown, unknown>,
  { calledAt }: Operation<unknown, unknown>,
): boolean {
  return returnedAt !== undefined && returnedAt < calledAt;
}

function isRight({ output }: Operation<unknown, unknown>, gives: unknown): boolean {
  return output === undefined || output === gives || JSON.stringify(output) === JSON.stringify(gives);
}

function keyOf({ state, left }: Prefix<unknown, unknown, unknown>): string {
  const isCollection = state instanceof Map || state instanceof Set;
  const moments = left.map(({ calledAt }) => calledAt);
  return JSON.stringify([moments, isCollection ? [...state].sort() : state]);
}
