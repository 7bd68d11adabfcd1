import type { LamportClockContract, Stamp } from '../../harness/scenarios/lab5-clocks/contract.ts';

/**
 * A logical clock: an event that happened before another has the smaller time (Lamport 1978, Logical Clocks).
 */
export class LamportClock implements LamportClockContract {
  time = 0;

  /** IR1: between two events of a process its clock advances. */
  tick(): number {
    this.time += 1;
    return this.time;
  }

  /**
   * IR2: the receipt comes after the sending, and like every event after the one before it in this process.
   */
  receive(sent: number): number {
    this.time = Math.max(this.time, sent) + 1;
    return this.time;
  }
}

/** The total order: by time, and events of one time by process (Ordering the Events Totally). */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.time - b.time || a.process - b.process;
}
