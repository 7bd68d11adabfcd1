import type { Step, Trace } from '../../../trace/trace.ts';
import { namedActors } from './named-actors.ts';
import { positionOfStep } from './step-position.ts';

/** The failure's own time is rounded: nearer than this to a step it is that of the step. */
const ROUNDED_MS = 0.1;

/** Whether the last step itself broke the rule. Old traces do not say: then it did if it was at that time. */
export function isBrokenInStep({ failure, steps }: Trace): boolean {
  if (!failure) return false;
  const isThen = Math.abs(failure.atMs - (steps.at(-1)?.atMs ?? failure.atMs)) <= ROUNDED_MS;
  return (failure.isInStep as boolean | undefined) ?? isThen;
}

/** When the rule was found broken; the end of the run if none was. */
export function failureTime(trace: Trace, endMs: number): number {
  const stepMs = trace.steps.at(-1)?.atMs ?? endMs;
  return trace.failure && !isBrokenInStep(trace) ? trace.failure.atMs : stepMs;
}

/** A step in which nothing came in that the servers did not know: who waits, and says something again. */
function isIdle({ cause, marks }: Step): boolean {
  return cause.kind === 'gap' || (!marks && (cause.kind === 'timer' || cause.kind === 'no-answer'));
}

/**
 * Position of the step to open at: that which broke the rule. If none did, the last one of those whom the
 * failure is about in which more happened than what is folded; else of anyone.
 */
export function openingStep(trace: Trace, isQuiet: (position: number) => boolean): number {
  const { failure, steps } = trace;
  if (failure && isBrokenInStep(trace)) {
    const broken = positionOfStep(steps, failure.step);
    if (broken >= 0) return broken;
  }
  const text = failure?.actor ?? failure?.message ?? '';
  const about = new Set(namedActors(trace, text).flatMap(({ actors }) => actors));
  const isLoud = (step: Step, position: number) => !isQuiet(position) && !isIdle(step);
  const own = steps.findLastIndex((step, at) => about.has(step.actor ?? -1) && isLoud(step, at));
  if (own >= 0) return own;
  const last = steps.findLastIndex(isLoud);
  return last >= 0 ? last : steps.length - 1;
}
