import { describe, expect, it } from 'vitest';
import type { Operation } from './history.ts';
import { earlierTwins } from './twins.ts';

function operation(
  input: number,
  output: number | null | undefined,
  calledAt: number,
  returnedAt?: number,
): Operation<number, number | null> {
  return { client: 0, input, output, calledAt, returnedAt };
}

function twinsOf(
  operations: readonly Operation<number, number | null>[],
  ...readOnly: readonly number[]
): number[] {
  const isReadOnly = new Uint8Array(operations.length);
  for (const operation of readOnly) isReadOnly[operation] = 1;
  return [...earlierTwins(operations, isReadOnly)];
}

describe('an earlier twin', () => {
  it('has the same input and output', () => {
    const twins = twinsOf([
      operation(1, 1, 1, 11),
      operation(1, 2, 2, 12),
      operation(2, 1, 3, 13),
      operation(1, undefined, 4, 14),
      operation(1, null, 5, 15),
      operation(1, 1, 6, 16),
      operation(1, undefined, 7, 17),
    ]);
    expect(twins).toEqual([-1, -1, -1, -1, -1, 0, 3]);
  });

  it('was called earlier and returned earlier', () => {
    const twins = twinsOf([operation(1, 1, 1, 20), operation(1, 1, 2, 10), operation(1, 1, 3, 15)]);
    expect(twins).toEqual([-1, -1, 1]);
  });

  it('is not looked for if it only reads', () => {
    const operations = [operation(1, 1, 1, 11), operation(1, 1, 2, 12), operation(1, 1, 3, 13)];
    expect(twinsOf(operations, 1)).toEqual([-1, -1, 0]);
  });

  it('of what never returned may have returned or not', () => {
    const twins = twinsOf([
      operation(1, undefined, 1),
      operation(1, undefined, 2, 12),
      operation(1, undefined, 3),
      operation(1, undefined, 4, 14),
    ]);
    expect(twins).toEqual([-1, -1, 1, 1]);
  });
});
