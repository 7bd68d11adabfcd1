import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Viewport } from './diagram/viewport.ts';
import type { Comparison } from './model/alignment.ts';
import type { Run } from './model/run.ts';
import type { Folding } from './model/search.ts';
import { axisOf, openAt, STEPS_AFTER_DIFFERENCE, spanOf } from './opening.ts';
import type { Selection } from './selection.ts';

/** The part of time that is seen: opens at the selected step and follows it. */
export function useViewport(
  runs: readonly Run[],
  comparison: Comparison | undefined,
  { active, positions }: Selection,
  isSqueezed: boolean,
  { foldHeartbeats, foldStorage }: Folding,
): Viewport {
  const viewport = useMemo(() => new Viewport(), []);
  const isOpen = useRef(false);
  const run = runs[active];
  const position = positions[active];
  const shiftMs = shiftOf(comparison, active);
  useEffect(() => {
    const [beginMs, endMs] = spanOf(runs, comparison);
    const folding = { foldHeartbeats, foldStorage };
    viewport.setScale(axisOf(runs, comparison, isSqueezed, folding), beginMs, endMs);
    const after = comparison ? STEPS_AFTER_DIFFERENCE : 0;
    if (run && !isOpen.current) openAt(viewport, run, position, shiftMs, after);
    isOpen.current = true;
  }, [runs, comparison, isSqueezed, foldHeartbeats, foldStorage]);
  useEffect(() => viewport.reveal((run?.times[position] ?? 0) + shiftMs), [run, position, shiftMs]);
  return viewport;
}

/** What is added to the times of a run, so that two runs stand below each other. */
export function shiftOf(comparison: Comparison | undefined, run: number): number {
  return run === 1 ? (comparison?.shiftMs ?? 0) : 0;
}
