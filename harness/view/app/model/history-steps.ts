import type { HistoryPicture } from '../../../check/linearizability/picture.ts';
import type { Operation, Trace } from '../../../trace/trace.ts';

/** The steps in which an operation was called, and its answer came, by position. */
export interface HistorySteps {
  readonly call?: number;
  readonly return?: number;
}

/** Times in a trace are rounded to microseconds, those of a history are not. */
const ROUNDED_MS = 0.001;

/** By operation of the picture. Of a run too big to be kept, steps are missing. */
export function historySteps(trace: Trace, { operations }: HistoryPicture): readonly HistorySteps[] {
  const calls = new Map<number, number>();
  const returns = new Map<number, number>();
  for (const [position, { cause, effects = [] }] of trace.steps.entries()) {
    if (cause.kind === 'call') calls.set(cause.operation, position);
    for (const effect of effects) if (effect.kind === 'return') returns.set(effect.operation, position);
  }
  const taken = new Set<number>();
  return operations.map(({ client, calledMs }): HistorySteps => {
    const isIt = ({ id, actor, fromMs }: Operation) =>
      trace.actors[actor]?.name === client &&
      Math.abs(fromMs - (calledMs ?? Number.NaN)) < ROUNDED_MS &&
      !taken.has(id);
    const id = trace.operations.find(isIt)?.id;
    if (id === undefined) return {};
    taken.add(id);
    const [call, end] = [calls.get(id), returns.get(id)];
    return { ...(call !== undefined && { call }), ...(end !== undefined && { return: end }) };
  });
}
