import { describe, expect, it } from 'vitest';
import type { Operation } from './history.ts';
import { type RegisterInput, type RegisterOutput, registerModel } from './models/register.ts';
import { findSilentWrites } from './silent-writes.ts';
import { StateTable } from './state-table.ts';

type RegisterOperation = Operation<RegisterInput, RegisterOutput>;

/** Places of the silent ones. The operations are in the order of calls. */
function silentOf(...operations: readonly RegisterOperation[]): number[] {
  const { backwards } = registerModel;
  if (!backwards) throw new Error('the model cannot look back');
  const table = new StateTable(registerModel, operations);
  const isReadOnly = Uint8Array.from(operations, ({ input, output }) =>
    registerModel.isReadOnly(input, output) ? 1 : 0,
  );
  const isSilent = findSilentWrites({ backwards, operations, table }, isReadOnly);
  return [...operations.keys()].filter((operation) => isSilent[operation] === 1);
}

function operation(
  input: RegisterInput,
  output: RegisterOutput | undefined,
  calledAt: number,
  returnedAt?: number,
): RegisterOperation {
  return { client: calledAt, input, output, calledAt, returnedAt };
}

const write = (value: number) => ({ kind: 'write', value }) as const;
const cas = (from: number, to: number) => ({ kind: 'cas', from, to }) as const;
const read = { kind: 'read' } as const;

describe('silent writes', () => {
  it('are those whose value nobody read', () => {
    const writes = [
      operation(write(1), null, 1, 2),
      operation(write(2), null, 3, 4),
      operation(write(3), undefined, 5),
    ];
    expect(silentOf(...writes, operation(read, 1, 6, 7))).toEqual([1, 2]);
    expect(silentOf(...writes, operation(read, null, 6, 7))).toEqual([0, 1, 2]);
    expect(silentOf(...writes)).toEqual([0, 1, 2]);
  });

  it('are not those whose value led to what was read', () => {
    const first = operation(write(1), null, 1, 2);
    const second = operation(write(2), null, 3, 4);
    expect(silentOf(first, second, operation(cas(2, 3), true, 5, 6), operation(read, 3, 7, 8))).toEqual([0]);
    expect(silentOf(first, second, operation(cas(2, 3), true, 5, 6))).toEqual([0]);
  });

  it('are those that were called after the last read of the value had returned', () => {
    const reads = [operation(read, 1, 3, 4), operation(read, 1, 6, 8)];
    expect(silentOf(operation(write(1), null, 1, 2), ...reads, operation(write(1), null, 9, 10))).toEqual([
      3,
    ]);
    const [first, second] = reads as [RegisterOperation, RegisterOperation];
    const between = operation(write(1), null, 5, 12);
    expect(silentOf(operation(write(1), null, 1, 2), first, between, second)).toEqual([]);
  });

  it('are unknown where something may notice a value without giving it', () => {
    const writes = [operation(write(1), null, 1, 2), operation(write(2), null, 3, 4)];
    expect(silentOf(...writes, operation(cas(1, 3), false, 5, 6))).toEqual([]);
    expect(silentOf(...writes, operation(cas(1, 3), undefined, 5))).toEqual([]);
  });
});
