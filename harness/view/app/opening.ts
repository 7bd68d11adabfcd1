import type { Step } from '../../trace/trace.ts';
import type { Viewport } from './diagram/viewport.ts';
import type { Comparison } from './model/alignment.ts';
import type { Run } from './model/run.ts';
import { applyFilter, type Folding, isFoldedStep, NO_FILTER } from './model/search.ts';
import { TimeScale } from './model/time-scale.ts';

/** A gap is idle if it is longer than this many usual deliveries. */
const CALM_DELIVERIES = 2;
/** How many steps the first look shows before the selected one. */
const STEPS_BEFORE = 20;
/** A later failure is shown as well, if it is at most so many times as far as the beginning. */
const FAILURE_NEAR = 3;
/** How many steps of a comparison the first look shows after the first difference. */
export const STEPS_AFTER_DIFFERENCE = 24;

/** The time axis for these runs: squeezed where nothing happens that is shown, or true. */
export function axisOf(
  runs: readonly Run[],
  comparison: Comparison | undefined,
  isSqueezed: boolean,
  folding: Folding,
): TimeScale {
  if (!isSqueezed) return TimeScale.true();
  const events = runs.flatMap((run, index) => {
    const shiftMs = index === 1 ? (comparison?.shiftMs ?? 0) : 0;
    const times = run.times.filter(
      (_, position) => !isFoldedStep(run, folding, position) && isLively(run.steps[position]),
    );
    return [run.beginMs, ...times, run.endMs].map((ms) => ms + shiftMs);
  });
  const calmMs = CALM_DELIVERIES * Math.min(...runs.map(({ usualDelayMs }) => usualDelayMs));
  return TimeScale.squeezed(
    events.sort((a, b) => a - b),
    calmMs,
  );
}

/** A caller who learns that nobody answers, and does nothing about it, is no reason to stop at. */
function isLively(step: Step | undefined): boolean {
  if (step?.cause.kind !== 'timer' && step?.cause.kind !== 'no-answer') return true;
  return step.marks !== undefined || (step.effects?.some(({ kind }) => kind === 'send') ?? false);
}

export function spanOf(runs: readonly Run[], comparison: Comparison | undefined): readonly [number, number] {
  const shifts = runs.map((_, index) => (index === 1 ? (comparison?.shiftMs ?? 0) : 0));
  return [
    Math.min(...runs.map(({ beginMs }, index) => beginMs + (shifts[index] ?? 0))),
    Math.max(...runs.map(({ endMs }, index) => endMs + (shifts[index] ?? 0))),
  ];
}

/**
 * Opens around a step, so that arrows can be told apart: on what led to it, and for two runs what came of it.
 */
export function openAt(viewport: Viewport, run: Run, position: number, shiftMs: number, after: number): void {
  const { steps } = applyFilter(run, NO_FILTER);
  const at = steps.findLastIndex((shown) => shown <= position);
  const { scale } = viewport;
  const placeOf = (step: number) => {
    const nearest = steps[Math.min(Math.max(step, 0), steps.length - 1)] ?? 0;
    return scale.place((run.times[nearest] ?? run.beginMs) + shiftMs);
  };
  const from = placeOf(at - (after > 0 ? after / 2 : STEPS_BEFORE));
  const last = placeOf(at + after);
  const failure = scale.place(run.failureMs + shiftMs);
  const isNear = after === 0 && failure - last < FAILURE_NEAR * (last - from);
  const to = isNear ? Math.max(last, failure) : last;
  const whole = scale.place(run.endMs + shiftMs) - scale.place(run.beginMs + shiftMs);
  const length = Math.max(to - from, Math.min(10 * run.usualDelayMs, whole));
  viewport.show(scale.time(to - length * 1.06), scale.time(to + length * 0.18));
}
