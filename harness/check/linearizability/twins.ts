import type { Operation } from './history.ts';

export const NO_TWIN = -1;

/**
 * For each operation another with the same input and output that was called before it and returned before it,
 * or `NO_TWIN`. Where both could come next, only the twin need be tried: in any order that has the later one
 * first they can change places, or the twin can stand for one that never returned.
 *
 * Inputs and outputs are compared as JSON; an output that nobody saw is like no other. Operations are in the
 * order of calls; those that only read have no twins, since they are not chosen.
 */
export function earlierTwins(
  operations: readonly Operation<unknown, unknown>[],
  isReadOnly: Uint8Array,
): Int32Array {
  const twins = new Int32Array(operations.length).fill(NO_TWIN);
  const last = new Map<string, number>();
  for (const [index, operation] of operations.entries()) {
    if (isReadOnly[index] === 1) continue;
    const { input, output } = operation;
    const key = JSON.stringify(output === undefined ? [input] : [input, output]);
    const twin = last.get(key);
    const before = twin === undefined ? undefined : operations[twin];
    if (twin !== undefined && before && returnsBefore(before, operation)) twins[index] = twin;
    const replaces = !before || before.returnedAt === undefined || operation.returnedAt !== undefined;
    if (replaces) last.set(key, index);
  }
  return twins;
}

/** Those that never returned count as returning in the order of their calls, after all others. */
function returnsBefore(first: Operation<unknown, unknown>, second: Operation<unknown, unknown>): boolean {
  if (second.returnedAt === undefined) return true;
  return first.returnedAt !== undefined && first.returnedAt < second.returnedAt;
}
