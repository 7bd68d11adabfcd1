import { atTopOfStack, drainByMacrotask, synchronousDrain } from './drain.ts';
import { EventQueue, type Scheduler } from './event-queue.ts';
import type { SimEvent } from './events.ts';
import { Violation } from './violation.ts';

/** Events between two visits to the real event loop. A count, not a clock: the same on every machine. */
const EVENTS_A_CHUNK = 10_000;

/** What the loop does with an event: `begin` starts it, then microtasks drain, then `end` finishes it. */
export interface EventHandler {
  begin(event: SimEvent): void;
  end(): void;
  /** A promise was rejected during this event, and nobody handled it. */
  rejected(error: unknown): void;
}

/**
 * How microtasks are drained: as fast as this Node can, or in the documented way, which all can. Same runs.
 */
export type DrainKind = 'synchronous' | 'macrotask';

/**
 * Takes the earliest event, sets the clock, runs it, lets the microtask queue drain completely, takes the
 * next.
 */
export class EventLoop {
  /** Virtual ms. */
  nowMs = 0;
  /** Events begun. */
  events = 0;
  /** Sequence number of the next event to be scheduled. */
  nextSequence = 0;
  private readonly queue: Scheduler<SimEvent> = new EventQueue();
  private readonly drains: DrainKind;
  private stopped = false;

  constructor(drains: DrainKind = 'synchronous') {
    this.drains = drains;
  }

  /** Sequence number of the event that runs. */
  get sequence(): number {
    return this.queue.sequence;
  }

  /** Gives the event a sequence number and puts it in the queue. `atMs` is virtual. */
  schedule(atMs: number, event: SimEvent): void {
    this.queue.push(atMs, this.nextSequence++, event);
  }

  /** No further event begins. */
  stop(): void {
    this.stopped = true;
  }

  /** Runs until `stop`. Throws a `Violation` of kind `hang` if nothing is left that could happen. */
  async run(handler: EventHandler): Promise<void> {
    const onRejection = (error: unknown) => handler.rejected(error);
    const ignored = () => undefined;
    const saved = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', onRejection);
    process.on('rejectionHandled', ignored);
    try {
      while (!this.stopped) await this.chunk(handler);
    } finally {
      process.removeListener('unhandledRejection', onRejection);
      process.removeListener('rejectionHandled', ignored);
      for (const listener of saved) process.on('unhandledRejection', listener);
    }
  }

  /** Some events in a row, then a visit to the real event loop. */
  private async chunk(handler: EventHandler): Promise<void> {
    const drainsSynchronously = await atTopOfStack(() => {
      const drain = this.drains === 'synchronous' ? synchronousDrain() : undefined;
      if (!drain) return false;
      for (let events = 0; events < EVENTS_A_CHUNK && !this.stopped; events++) {
        handler.begin(this.next());
        drain();
        handler.end();
      }
      return true;
    });
    if (drainsSynchronously) return;
    handler.begin(this.next());
    await drainByMacrotask();
    handler.end();
  }

  private next(): SimEvent {
    const event = this.queue.pop();
    if (!event)
      throw new Violation('world/nothing-left', 'nothing is left that could happen', { kind: 'hang' });
    this.nowMs = this.queue.atMs;
    this.events++;
    return event;
  }
}
