/**
 * Shared memory in which a worker says what it is doing, so that a thread that watches it can tell after the
 * worker got stuck: events done, virtual ms, the name of the actor whose turn it is, and when asked how much
 * memory it holds.
 */
const NUMBERS = 5;
const NAME_BYTES = 32;
const ACTORS = 256;
const TESTER = -1;
/** Places of the question for memory, and of the answer. */
const ASKED = 3;
const MEMORY = 4;

export class ProgressBoard {
  readonly memory: SharedArrayBuffer;
  private readonly numbers: Float64Array;
  private readonly names: Uint8Array;
  private namesKnown = 0;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(NUMBERS * 8 + NAME_BYTES * ACTORS)) {
    this.memory = memory;
    this.numbers = new Float64Array(memory, 0, NUMBERS);
    this.names = new Uint8Array(memory, NUMBERS * 8);
  }

  /** Called by the worker for each event: must cost next to nothing. */
  report(
    events: number,
    atMs: number,
    actor: { readonly address: number; readonly name: string } | undefined,
  ): void {
    this.numbers[0] = events;
    this.numbers[1] = atMs;
    this.numbers[2] = actor ? actor.address : TESTER;
    if (this.numbers[ASKED] !== 0) this.tellMemory();
    if (actor && actor.address >= this.namesKnown) this.learn(actor);
  }

  /** Called by the worker when a run begins: its servers have names of their own. */
  reset(): void {
    this.numbers.fill(0);
    this.numbers[2] = TESTER;
    this.names.fill(0);
    this.namesKnown = 0;
  }

  get events(): number {
    return this.numbers[0] ?? 0;
  }

  get atMs(): number {
    return this.numbers[1] ?? 0;
  }

  /** The watcher wants `memoryBytes` to be brought up to date with the next event. */
  askForMemory(): void {
    this.numbers[ASKED] = 1;
  }

  /** Heap, typed arrays and buffers of the worker, when it was asked last. */
  get memoryBytes(): number {
    return this.numbers[MEMORY] ?? 0;
  }

  /** Undefined between turns of servers. */
  get actor(): string | undefined {
    const address = this.numbers[2] ?? TESTER;
    if (address < 0 || address >= ACTORS) return undefined;
    // A copy, because text decoders refuse shared memory.
    const bytes = this.names.slice(address * NAME_BYTES, (address + 1) * NAME_BYTES);
    return new TextDecoder().decode(bytes).replace(/\0+$/, '');
  }

  private tellMemory(): void {
    this.numbers[ASKED] = 0;
    const { heapUsed, external } = process.memoryUsage();
    this.numbers[MEMORY] = heapUsed + external;
  }

  private learn({ address, name }: { readonly address: number; readonly name: string }): void {
    if (address < ACTORS) {
      const bytes = new TextEncoder().encode(name).subarray(0, NAME_BYTES);
      this.names.set(bytes, address * NAME_BYTES);
    }
    this.namesKnown = Math.max(this.namesKnown, address + 1);
  }
}
