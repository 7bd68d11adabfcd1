import type { ReadWatch } from '../../labrpc/host/frame-source.ts';

const NOBODY = 0;
/** Where the board counts what the judge's owner has handed over. */
const HANDED = 2;

/**
 * Shared memory in which a judge thread says which process it waits for, so that a thread that watches can
 * tell who is stuck: a thread that waits for a pipe cannot say anything else.
 */
export class WaitBoard {
  readonly memory: SharedArrayBuffer;
  private readonly numbers: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(12)) {
    this.memory = memory;
    this.numbers = new Int32Array(memory);
  }

  /** The id of the process that the judge waits for; undefined while it works itself. */
  get waitsFor(): number | undefined {
    const id = this.numbers[0];
    return id === NOBODY ? undefined : id;
  }

  /** Counts what came, round and round. */
  get progress(): number {
    return this.numbers[1] ?? 0;
  }

  /** The judge's: asks its owner for something by `ask`, and stops until that has been handed over. */
  untilHanded(ask: () => void): void {
    const { numbers } = this;
    const before = Atomics.load(numbers, HANDED);
    ask();
    Atomics.wait(numbers, HANDED, before);
  }

  /** The owner's: what the judge has asked for is there. */
  handed(): void {
    Atomics.add(this.numbers, HANDED, 1);
    Atomics.notify(this.numbers, HANDED);
  }

  /** For the pipe of this process; its id is above 0. */
  watch(id: number): ReadWatch {
    const { numbers } = this;
    return {
      waits: () => {
        numbers[0] = id;
      },
      got: () => {
        numbers[0] = NOBODY;
        numbers[1] = ((numbers[1] ?? 0) + 1) | 0;
      },
    };
  }
}
