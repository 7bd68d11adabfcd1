import type { Operation } from './history.ts';
import { ANY_STATE, type Backwards } from './model.ts';
import type { StateTable } from './state-table.ts';

/** Questions to the model. Where they are too few, no write is called silent. */
const MOST_QUESTIONS = 2_000_000;

/** By operation, 1 or 0. */
export interface SilentWrites {
  /** Nobody can have seen what it did: nothing that was read stems from it. */
  readonly isSilent: Uint8Array;
  /** It leads from any state to the same. Known of those only that are not silent. */
  readonly isOverwrite: Uint8Array;
}

/** Where a state may come from. */
interface Origin {
  readonly operation: number;
  /** The state before; undefined: any. */
  readonly before: number | undefined;
}

/**
 * Finds silent writes by going back from all that was read. Only where every operation is either blind or
 * requires one state: others might notice a silent write in another way, so then none is called silent.
 */
export function findSilentWrites<Input, Output, State>(
  backwards: Backwards<Input, Output, State>,
  operations: readonly Operation<Input, Output>[],
  table: StateTable<Input, Output, State>,
): SilentWrites {
  const none = {
    isSilent: new Uint8Array(operations.length),
    isOverwrite: new Uint8Array(operations.length),
  };
  const isSilent = new Uint8Array(operations.length);
  const isOverwrite = new Uint8Array(operations.length);
  const reads = new Map<number, number>();
  for (const [operation, { input, output, returnedAt = Number.POSITIVE_INFINITY }] of operations.entries()) {
    const required = backwards.required(input, output);
    if (required !== undefined) {
      const state = table.numberOf(required);
      reads.set(state, Math.max(reads.get(state) ?? 0, returnedAt));
    } else if (backwards.isBlind(input, output)) isSilent[operation] = 1;
    else return none;
  }
  const origins = new Map<number, readonly Origin[]>();
  for (const [required, lastReturn] of reads) {
    const states = new Set([required]);
    for (const state of states) {
      const known = origins.get(state) ?? originsOf(state, backwards, operations, table);
      origins.set(state, known);
      if (origins.size * operations.length > MOST_QUESTIONS) return none;
      for (const { operation, before } of known) {
        if (before === undefined) isOverwrite[operation] = 1;
        if ((operations[operation] as Operation<Input, Output>).calledAt > lastReturn) continue;
        isSilent[operation] = 0;
        if (before !== undefined) states.add(before);
      }
    }
  }
  return { isSilent, isOverwrite };
}

function originsOf<Input, Output, State>(
  state: number,
  backwards: Backwards<Input, Output, State>,
  operations: readonly Operation<Input, Output>[],
  table: StateTable<Input, Output, State>,
): readonly Origin[] {
  const found: Origin[] = [];
  for (const [operation, { input, output }] of operations.entries()) {
    const before = backwards.before(table.state(state), input, output);
    if (before === undefined) continue;
    found.push({ operation, before: before === ANY_STATE ? undefined : table.numberOf(before) });
  }
  return found;
}
