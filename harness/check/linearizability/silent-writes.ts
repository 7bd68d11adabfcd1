import type { Operation } from './history.ts';
import { ANY_STATE, type Backwards } from './model.ts';
import type { StateTable } from './state-table.ts';

/** Questions to the model. Where they are too few, no write is called silent. */
const MOST_QUESTIONS = 2_000_000;

/** What is needed to look back from what was read. */
export interface Past<Input, Output, State> {
  readonly backwards: Backwards<Input, Output, State>;
  /** In the order of calls. */
  readonly operations: readonly Operation<Input, Output>[];
  readonly table: StateTable<Input, Output, State>;
}

/** Where a state may come from. */
interface Origin {
  readonly operation: number;
  /** The state before; undefined: any. */
  readonly before: number | undefined;
}

/**
 * Finds writes that nobody can have seen, by going back from all that was read: by operation 1 or 0. Only
 * where every operation is either blind or requires one state: others might notice such a write in another
 * way, so then none is called silent.
 */
export function findSilentWrites<Input, Output, State>(
  past: Past<Input, Output, State>,
  isReadOnly: Uint8Array,
): Uint8Array {
  const { backwards, operations, table } = past;
  const none = new Uint8Array(operations.length);
  const isSilent = new Uint8Array(operations.length);
  /** By required state: when the last operation returned that requires it. */
  const lastReturns = new Map<number, number>();
  for (const [operation, { input, output, returnedAt = Number.POSITIVE_INFINITY }] of operations.entries()) {
    const required = backwards.required(input, output);
    if (required !== undefined) {
      const state = table.numberOf(required);
      lastReturns.set(state, Math.max(lastReturns.get(state) ?? returnedAt, returnedAt));
    } else if (backwards.isBlind(input, output)) isSilent[operation] = 1;
    else return none;
  }
  const writers = [...operations.keys()].filter((operation) => isReadOnly[operation] === 0);
  const originsByState = new Map<number, readonly Origin[]>();
  for (const [required, lastReturn] of lastReturns) {
    const states = new Set([required]);
    for (const state of states) {
      const origins = originsByState.get(state) ?? originsOf(state, writers, past);
      originsByState.set(state, origins);
      if (originsByState.size * writers.length > MOST_QUESTIONS) return none;
      for (const { operation, before } of origins) {
        if ((operations[operation] as Operation<Input, Output>).calledAt > lastReturn) continue;
        isSilent[operation] = 0;
        if (before !== undefined) states.add(before);
      }
    }
  }
  return isSilent;
}

function originsOf<Input, Output, State>(
  state: number,
  writers: readonly number[],
  { backwards, operations, table }: Past<Input, Output, State>,
): readonly Origin[] {
  const found: Origin[] = [];
  for (const operation of writers) {
    const { input, output } = operations[operation] as Operation<Input, Output>;
    const before = backwards.before(table.state(state), input, output);
    if (before === undefined) continue;
    found.push({ operation, before: before === ANY_STATE ? undefined : table.numberOf(before) });
  }
  return found;
}
