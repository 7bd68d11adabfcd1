import type { Step } from '../../../trace/trace.ts';

/** Where the step with this number of the run is; -1 if it was not kept. */
export function positionOfStep(steps: readonly Step[], n: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] as Step).n < n) low = middle + 1;
    else high = middle;
  }
  return steps[low]?.n === n ? low : -1;
}

/** The same, of turns and faults only: a `gap` takes the number of a step that was left out. */
export function positionOfTurn(steps: readonly Step[], n: number): number {
  const position = positionOfStep(steps, n);
  return steps[position]?.cause.kind === 'gap' ? -1 : position;
}
