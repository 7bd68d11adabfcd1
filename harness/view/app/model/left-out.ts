import type { Trace } from '../../../trace/trace.ts';
import type { Run } from './run.ts';

/** The middle of a run that was too big to be kept. */
export interface LeftOut {
  readonly steps: number;
  readonly fromMs: number;
  readonly untilMs: number;
  /** Position of the first step that stands in it: one that stands out, or the gap itself. */
  readonly first: number;
  /** Position of the first step whose cause is the gap. From there on states are known again. */
  readonly gap: number;
}

export function findLeftOut({ omitted, steps }: Trace): LeftOut | undefined {
  const gap = steps.findIndex(({ cause }) => cause.kind === 'gap');
  if (!omitted || gap < 0) return undefined;
  let first = gap;
  while (first > 0 && (steps[first - 1]?.atMs ?? 0) >= omitted.fromMs && isBare(steps[first - 1])) first--;
  return { ...omitted, first, gap };
}

/** Steps of the middle have neither effects nor changes. */
function isBare(step: Trace['steps'][number] | undefined): boolean {
  return step !== undefined && !step.effects && !step.changes;
}

/** Whether nothing is known of the states after this step, for steps before it are left out. */
export function isStateUnknown({ leftOut }: Run, position: number): boolean {
  return leftOut !== undefined && position >= leftOut.first && position < leftOut.gap;
}
