/** Of a timer that lab code hands back. */
let entryOf: (timer: VirtualTimer) => Entry;

/**
 * What `setTimeout` returns, with the methods that Node's own timers have. Lab code gets no hold of what is
 * behind it: other actors have timers of the same kind.
 */
export class VirtualTimer {
  readonly id: number;
  readonly #entry: Entry;
  readonly #timers: VirtualTimers;

  static {
    entryOf = (timer) => timer.#entry;
  }

  constructor(id: number, timers: VirtualTimers, entry: Entry) {
    this.id = id;
    this.#timers = timers;
    this.#entry = entry;
  }

  /** Starts the full delay again, also if the timer has fired, but not if it was cleared. */
  refresh(): this {
    this.#timers.refresh(this.id, this.#entry);
    return this;
  }

  close(): this {
    this.#timers.clear(this);
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  [Symbol.toPrimitive](): number {
    return this.id;
  }
}

/** A timer that was set. */
interface Entry {
  readonly callback: (...args: unknown[]) => void;
  readonly args: readonly unknown[];
  readonly delayMs: number;
  readonly repeats: boolean;
  cleared: boolean;
}

type Callback = (...args: unknown[]) => void;

/** Longest delay of a timer in Node; a longer one, like a negative one, counts as 1 ms. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/**
 * The timers of one incarnation. Time itself belongs to the world: it is asked to wake us, and calls `fire`.
 */
export class VirtualTimers {
  private readonly entries = new Map<number, Entry>();
  private nextId = 1;
  private readonly ask: (id: number, delayMs: number) => void;
  private readonly cancel: (id: number) => void;

  constructor(ask: (id: number, delayMs: number) => void, cancel: (id: number) => void) {
    this.ask = ask;
    this.cancel = cancel;
  }

  readonly setTimeout = (callback: Callback, delayMs?: number, ...args: unknown[]): VirtualTimer =>
    this.add(callback, nodeDelay(delayMs), args, false);

  readonly setInterval = (callback: Callback, delayMs?: number, ...args: unknown[]): VirtualTimer =>
    this.add(callback, nodeDelay(delayMs), args, true);

  readonly setImmediate = (callback: Callback, ...args: unknown[]): VirtualTimer =>
    this.add(callback, 0, args, false);

  readonly clear = (timer?: VirtualTimer | number | string | null): void => {
    const id = timer instanceof VirtualTimer ? timer.id : Number(timer);
    const entry = timer instanceof VirtualTimer ? entryOf(timer) : this.entries.get(id);
    // One that has fired cannot be cancelled, but must not be refreshed either.
    if (entry) entry.cleared = true;
    if (this.entries.delete(id)) this.cancel(id);
  };

  refresh(id: number, entry: Entry): void {
    if (entry.cleared) return;
    if (this.entries.has(id)) this.cancel(id);
    this.entries.set(id, entry);
    this.ask(id, entry.delayMs);
  }

  /** The world says that this timer has run out. */
  fire(id: number): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    if (entry.repeats) this.ask(id, entry.delayMs);
    else this.entries.delete(id);
    entry.callback(...entry.args);
  }

  /** Nothing fires any more. */
  forget(): void {
    this.entries.clear();
  }

  private add(callback: Callback, delayMs: number, args: readonly unknown[], repeats: boolean): VirtualTimer {
    if (typeof callback !== 'function') {
      throw new TypeError(`a timer needs a function to call, and was given ${String(callback)}`);
    }
    const id = this.nextId++;
    const entry: Entry = { callback, args, delayMs, repeats, cleared: false };
    this.entries.set(id, entry);
    this.ask(id, delayMs);
    return new VirtualTimer(id, this, entry);
  }
}

/** Node's rule: what is not between 1 and 2^31 - 1 is 1. Fractions count: virtual time is not in whole ms. */
function nodeDelay(delayMs: number | undefined): number {
  const delay = Number(delayMs);
  return delay >= 1 && delay <= LONGEST_DELAY_MS ? delay : 1;
}
