import { Violation } from '../../../labrpc/sim/violation.ts';

/** The handout: a worker leaves when the coordinator has not answered for this long, and no sooner. */
const SILENCE_MS = 10_000;
/** A worker may count in whole milliseconds, at both ends. */
const CLOCK_MS = 10;

/** What the judge is told when `run` has resolved. */
export interface Departure {
  /** How long ago the last call was made that the coordinator has answered, or this life began. */
  readonly silentMs: number;
  /** Whether it has answered any call in this life. */
  readonly wasAnswered: boolean;
}

/** Whether the coordinator has been silent for long enough to be taken for gone. */
export function mayLeave({ silentMs }: Departure): boolean {
  return silentMs >= SILENCE_MS - CLOCK_MS;
}

/** Why it left too early, a job that is not done. */
export function leftTooEarly(worker: string, { silentMs, wasAnswered }: Departure): Violation {
  const ago = `${(silentMs / 1000).toFixed(2)} s ago`;
  const heard = wasAnswered
    ? `the coordinator answered what it asked ${ago}`
    : `it began ${ago}, and nothing was answered since`;
  const message = `${worker} left though the job is not done: ${heard}`;
  return new Violation('mapreduce/worker-stays', message, { paper: 'contract', actor: worker });
}
