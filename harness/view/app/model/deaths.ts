import type { Step } from '../../../trace/trace.ts';

/** Whose life a step ends; undefined if nobody's. */
export function whoDiesIn({ actor, crashed, cause }: Step): number | undefined {
  if (crashed) return actor;
  return cause.kind === 'fault' && cause.what === 'crash' ? cause.actors[0] : undefined;
}
