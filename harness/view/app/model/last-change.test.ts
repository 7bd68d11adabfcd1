import { describe, expect, it } from 'vitest';
import type { Step } from '../../../trace/trace.ts';
import { exampleTrace } from '../../example-trace.ts';
import { lastChange } from './last-change.ts';
import { openRun } from './run.ts';

const { failure: _, ...rest } = exampleTrace(1);
const changes: NonNullable<Step['changes']>[] = [
  [[[], { memory: { term: 1, log: [1, 2, 3] } }]],
  [[['memory', 'term'], 2]],
  [[['memory', 'log', 3], 4]],
  [[['memory', 'log', 1]]],
  [[['memory', 'term'], 2]],
];
const steps = changes.map(
  (made, n): Step => ({
    n,
    atMs: n,
    actor: 0,
    cause: { kind: 'timer', id: 1, set: 0, delayMs: 1 },
    changes: made,
  }),
);
const run = openRun({ ...rest, steps, messages: [], operations: [] });

describe('lastChange', () => {
  it.each<[string, number, (string | number)[], number | undefined]>([
    ['a field, though it was written again with the same value', 4, ['memory', 'term'], 1],
    ['an earlier change, seen from an earlier step', 0, ['memory', 'term'], 0],
    ['a list that was cut', 4, ['memory', 'log'], 3],
    ['an element that the list had', 2, ['memory', 'log', 3], 2],
    ['an element behind a cut', 4, ['memory', 'log', 2], 3],
    ['an element before the cut', 4, ['memory', 'log', 0], 0],
    ['nothing for what never was', 4, ['memory', 'other'], undefined],
  ])('finds %s', (_name, position, path, expected) => {
    expect(lastChange(run, 0, position, path)).toBe(expected);
  });
});
