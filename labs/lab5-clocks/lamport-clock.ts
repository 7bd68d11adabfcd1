import type { LamportClockContract, Stamp } from '../../harness/scenarios/lab5-clocks/contract.ts';
import { NotImplemented } from '../../labrpc/index.ts';

/**
 * A logical clock: an event that happened before another has the smaller time (Lamport 1978, Logical Clocks).
 */
export class LamportClock implements LamportClockContract {
  /** Of the last event of this process; 0 before the first. */
  time = 0;

  /** Something has happened here, or a message is about to be sent: the time of that event (IR1). */
  tick(): number {
    throw new NotImplemented(
      'lab5a',
      'LamportClock.tick in lamport-clock.ts',
      'labs/lab5-clocks/README.md#5a',
    );
  }

  /** A message has come that was sent at time `sent`: the time of its receipt (IR1 and IR2). */
  receive(_sent: number): number {
    throw new NotImplemented(
      'lab5a',
      'LamportClock.receive in lamport-clock.ts',
      'labs/lab5-clocks/README.md#5a',
    );
  }
}

/**
 * The total order: negative, 0 or positive as `a` comes before, equals or comes after `b`. By time, and where
 * times are equal by process (Ordering the Events Totally).
 */
export function compareStamps(_a: Stamp, _b: Stamp): number {
  throw new NotImplemented('lab5a', 'compareStamps in lamport-clock.ts', 'labs/lab5-clocks/README.md#5a');
}
