import type { Step, Trace, TraceMessage } from '../../../trace/trace.ts';
import { isFailing, type Quiet, quietOf } from './quiet.ts';
import { positionOfStep } from './step-position.ts';

/**
 * Reads and writes of files: many, and what they are for is said by others. Not quiet is what the judge
 * marked at the storage, such as an output that changes, and whatever did not arrive, or made somebody fail.
 */
export function findStorageTalk(trace: Trace): Quiet {
  const storages = storagesOf(trace);
  if (storages.size === 0) {
    return quietOf(
      trace.steps.map(() => false),
      trace.messages.map(() => false),
    );
  }
  const quiet = new Set<number>();
  const isQuiet = ({ from, to, fate }: TraceMessage) => {
    if (fate.kind !== 'delivered' || !(storages.has(from) || storages.has(to))) return false;
    const arrival = trace.steps[positionOfStep(trace.steps, fate.step)];
    return !arrival || !(hasTrouble(trace, arrival) || (storages.has(to) && arrival.marks));
  };
  const isQuietMessage = trace.messages.map((message) => {
    const is = isQuiet(message);
    if (is) quiet.add(message.id);
    return is;
  });
  const isQuietStep = trace.steps.map((step) => {
    const { cause, marks, effects = [] } = step;
    if ((cause.kind !== 'message' && cause.kind !== 'reply') || !quiet.has(cause.message)) return false;
    if (marks || hasTrouble(trace, step)) return false;
    return effects.every((effect) => effect.kind !== 'send' || quiet.has(effect.message));
  });
  return quietOf(isQuietStep, isQuietMessage);
}

/** Methods that only storage is asked. */
export function storageMethods(trace: Trace): readonly string[] {
  const { messages } = trace;
  const storages = storagesOf(trace);
  const isTalk = ({ from, to }: TraceMessage) => storages.has(from) || storages.has(to);
  const others = new Set(messages.filter((message) => !isTalk(message)).map(({ method }) => method));
  return [...new Set(messages.filter(isTalk).map(({ method }) => method))].filter(
    (name) => !others.has(name),
  );
}

function storagesOf({ actors }: Trace): ReadonlySet<number> {
  return new Set(actors.flatMap(({ role }, actor) => (role === 'storage' ? [actor] : [])));
}

function hasTrouble(trace: Trace, step: Step): boolean {
  const { logs, crashed, unfinished, effects } = step;
  const hasFailed = effects?.some(({ kind }) => kind === 'failed') === true;
  return hasFailed || logs !== undefined || crashed === true || unfinished === true || isFailing(trace, step);
}
