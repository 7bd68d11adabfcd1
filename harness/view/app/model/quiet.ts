import type { Step, Trace } from '../../../trace/trace.ts';
import { isBrokenInStep } from './failure-moment.ts';

/** Steps and messages that may be folded, for there are many and each says little. */
export interface Quiet {
  /** By position in `trace.steps`. */
  readonly isQuietStep: readonly boolean[];
  /** By position in `trace.messages`. */
  readonly isQuietMessage: readonly boolean[];
  readonly quietSteps: number;
  readonly quietMessages: number;
}

export function quietOf(isQuietStep: readonly boolean[], isQuietMessage: readonly boolean[]): Quiet {
  const [quietSteps, quietMessages] = [count(isQuietStep), count(isQuietMessage)];
  return { isQuietStep, isQuietMessage, quietSteps, quietMessages };
}

const count = (flags: readonly boolean[]) => flags.filter(Boolean).length;

/** Whether the rule was broken in this step: that is never quiet. */
export function isFailing(trace: Trace, { n }: Step): boolean {
  return trace.failure?.step === n && isBrokenInStep(trace);
}
