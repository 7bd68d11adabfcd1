import type { Cause, TraceFault } from '../../../trace/trace.ts';
import { nameOf, type Run } from './run.ts';

/** Whether the scenario set an actor's clock, or made it run faster or slower. */
export function isOfClock(cause: Cause): cause is TraceFault {
  return cause.kind === 'fault' && (cause.what === 'clock jump' || cause.what === 'clock rate');
}

/** What became of the clock, without its owner's name: `set forward by 500 ms`. */
export function clockText(run: Run, { actors, text }: TraceFault): string {
  const name = nameOf(run, actors[0] ?? -1);
  return text.startsWith(`${name} `) ? text.slice(name.length + 1) : text;
}
