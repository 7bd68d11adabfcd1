import type { SequentialObject } from './generate/sequential-object.ts';
import type { History, Operation } from './history.ts';

/**
 * For tests: whether any order of a small history's operations explains it. It tries all orders, on the whole
 * object, and has no idea in common with the checker.
 */
export function isLinearizable<Input, Output, State>(
  object: SequentialObject<Input, Output, State>,
  history: History<Input, Output>,
): boolean {
  return canGoOn(object, object.initial, history);
}

function canGoOn<Input, Output, State>(
  object: SequentialObject<Input, Output, State>,
  state: State,
  left: History<Input, Output>,
): boolean {
  if (left.every(({ returnedAt }) => returnedAt === undefined)) return true;
  return left.some((operation) => {
    if (left.some((other) => isBefore(other, operation))) return false;
    const next = object.apply(state, operation.input);
    if (!next || !isRight(operation, next.output)) return false;
    return canGoOn(
      object,
      next.state,
      left.filter((other) => other !== operation),
    );
  });
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
