import { Violation } from '../../labrpc/sim/violation.ts';

/** The time of an event by its process's logical clock, and that process. */
export interface StampOfEvent {
  readonly time: number;
  readonly process: number;
}

const ORDER = 'Lamport 1978, Ordering the Events Totally';

/** Negative if `a` comes first in the total order: by time, and where times are equal by process. */
export function stampOrder(a: StampOfEvent, b: StampOfEvent): number {
  return a.time === b.time ? a.process - b.process : a.time - b.time;
}

/** `(7, 0)`: time 7, process 0. */
export function stampText({ time, process }: StampOfEvent): string {
  return `(${time}, ${process})`;
}

/**
 * Whether a student's function put every pair of these stamps in the total order: `given[i][j]` is what it
 * said of stamps `i` and `j`. Only signs matter. Throws `stamps/total-order` for the first pair that is
 * wrong.
 */
export function checkStampOrder(
  stamps: readonly StampOfEvent[],
  given: readonly (readonly unknown[])[],
): void {
  for (const [i, a] of stamps.entries()) {
    for (const [j, b] of stamps.entries()) checkPair(a, b, given[i]?.[j]);
  }
}

function checkPair(a: StampOfEvent, b: StampOfEvent, given: unknown): void {
  const expected = Math.sign(stampOrder(a, b));
  // `-0` is a 0 as well.
  if (typeof given === 'number' && Math.sign(given) + 0 === expected + 0) return;
  const pair = `{ time: ${a.time}, process: ${a.process} }, { time: ${b.time}, process: ${b.process} }`;
  const message = `compareStamps(${pair}) gave ${String(given)}, and must give ${why(a, b, expected)}`;
  throw new Violation('stamps/total-order', message, { paper: ORDER });
}

function why(a: StampOfEvent, b: StampOfEvent, expected: number): string {
  if (expected === 0) return '0: the two are equal';
  const sign = expected < 0 ? 'a negative number' : 'a positive number';
  const [first, second] = expected < 0 ? [a, b] : [b, a];
  if (a.time !== b.time) return `${sign}: time ${first.time} comes before time ${second.time}`;
  return `${sign}: of equal times that of process ${first.process} comes before that of process ${second.process}`;
}
