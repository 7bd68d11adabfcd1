import type { ReadWatch } from '../../labrpc/host/frame-source.ts';

const NOBODY = 0;

/**
 * Shared memory in which a judge thread says which process it waits for, so that a thread that watches can
 * tell who is stuck: a thread that waits for a pipe cannot say anything else.
 */
export class WaitBoard {
  readonly memory: SharedArrayBuffer;
  private readonly numbers: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(8)) {
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
