import type { Step, Trace } from '../../../trace/trace.ts';
import { historySteps } from './history-steps.ts';
import { namedActors } from './named-actors.ts';
import { namedSpans } from './named-spans.ts';
import type { Span } from './spans.ts';
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

/** The step to open at, and what it has to do with the failure. */
export interface OpeningStep {
  readonly position: number;
  /**
   * `broken`: a rule was broken in it. `answered`: an answer came that has no explanation. `lost`, `begun`:
   * that happened to work that the failure names.
   */
  readonly why: 'broken' | 'answered' | 'lost' | 'begun' | 'last';
}

/**
 * The step to open at: that which broke the rule. If none did, where an answer came that has no explanation,
 * or where work that the failure names was lost; the last one of those whom it is about in which more
 * happened than what is folded; else of anyone.
 */
export function openingStep(
  trace: Trace,
  spans: readonly Span[],
  isQuiet: (position: number) => boolean,
): OpeningStep {
  const { failure, steps } = trace;
  if (failure && isBrokenInStep(trace)) {
    const broken = positionOfStep(steps, failure.step);
    if (broken >= 0) return { position: broken, why: 'broken' };
  }
  const answered = impossibleAnswer(trace);
  if (answered !== undefined) return { position: answered, why: 'answered' };
  const work = failure?.actor === undefined ? unfinishedWork(spans, failure?.message ?? '') : undefined;
  if (work) return work;
  const text = failure?.actor ?? failure?.message ?? '';
  const about = new Set(namedActors(trace, text).flatMap(({ actors }) => actors));
  const isLoud = (step: Step, position: number) => !isQuiet(position) && !isIdle(step);
  const own = steps.findLastIndex((step, at) => about.has(step.actor ?? -1) && isLoud(step, at));
  const last = own >= 0 ? own : steps.findLastIndex(isLoud);
  return { position: last >= 0 ? last : steps.length - 1, why: 'last' };
}

/** Of the work that a failure names: where its server died, else where it was begun last. */
function unfinishedWork(spans: readonly Span[], message: string): OpeningStep | undefined {
  const named = namedSpans(spans, message);
  const lost = named.findLast(({ end }) => end === 'died')?.endPosition;
  if (lost !== undefined) return { position: lost, why: 'lost' };
  const begun = named.at(-1)?.position;
  return begun === undefined ? undefined : { position: begun, why: 'begun' };
}

function impossibleAnswer(trace: Trace): number | undefined {
  const { history } = trace;
  return history && historySteps(trace, history)[history.impossible]?.return;
}
