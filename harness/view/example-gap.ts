import type { Step, Trace } from '../trace/trace.ts';
import { openRun } from './app/model/run.ts';

/**
 * A trace as it is written when a run is too big: steps number `from` until before `to` are left out, but for
 * those that stand out, and the states after them follow. For tests. `from` is at least 1, and `to` leaves
 * room for the numbers of a gap step for each actor.
 */
export function withMiddleLeftOut(trace: Trace, from: number, to: number): Trace {
  const { states } = openRun(trace);
  const middle = trace.steps.slice(from, to);
  const outstanding = middle.filter(standsOut).map(({ changes: _, effects: __, ...rest }) => rest);
  const next = trace.steps[to] as Step;
  const steps = middle.length - outstanding.length;
  const gap = states.map(
    (history, actor): Step => ({
      n: to - states.length + actor,
      atMs: next.atMs,
      actor,
      cause: { kind: 'gap', steps },
      changes: [[[], history.before(to)]],
    }),
  );
  return {
    ...trace,
    steps: [...trace.steps.slice(0, from), ...outstanding, ...gap, ...trace.steps.slice(to)],
    messages: trace.messages.filter(({ sent, fate }) => {
      const until = fate.kind === 'delivered' ? fate.step : sent;
      return sent < from || until >= to;
    }),
    omitted: { steps, fromMs: middle[0]?.atMs ?? 0, untilMs: next.atMs },
  };
}

function standsOut({ cause, marks }: Step): boolean {
  return (
    cause.kind === 'fault' || cause.kind === 'boot' || (marks ?? []).some(({ kind }) => kind === 'leader')
  );
}
