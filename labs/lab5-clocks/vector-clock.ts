import type {
  CausalOrder,
  VectorClockContract,
  VectorTime,
} from '../../harness/scenarios/lab5-clocks/contract.ts';
import { NotImplemented } from '../../labrpc/index.ts';

/**
 * The vector clock of one process (Fidge 1988; Mattern 1988, Vector Time): an event that happened before
 * another has the smaller vector, and no other has.
 */
export class VectorClock implements VectorClockContract {
  /** The vector of this process's last event; zeros before the first. */
  time: VectorTime;
  private readonly me: number;

  constructor(config: { readonly me: number; readonly size: number }) {
    this.me = config.me;
    this.time = Array<number>(config.size).fill(0);
  }

  /** Something has happened here, or messages are about to be sent: the vector of that event. */
  tick(): VectorTime {
    throw new NotImplemented('lab5b', 'VectorClock.tick in vector-clock.ts', 'labs/lab5-clocks/README.md#5b');
  }

  /** A message has come whose sending had the vector `sent`: the vector of its receipt. */
  receive(_sent: VectorTime): VectorTime {
    throw new NotImplemented(
      'lab5b',
      'VectorClock.receive in vector-clock.ts',
      'labs/lab5-clocks/README.md#5b',
    );
  }
}

/** How two vectors with as many entries are ordered (Mattern 1988, The Structure of Vector Time). */
export function compareVectors(_a: VectorTime, _b: VectorTime): CausalOrder {
  throw new NotImplemented('lab5b', 'compareVectors in vector-clock.ts', 'labs/lab5-clocks/README.md#5b');
}
