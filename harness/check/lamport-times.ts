import { Violation } from '../../labrpc/sim/violation.ts';
import { type CausalEvent, HappensBefore, happenedBefore } from './happens-before.ts';

/** What a clock said around one event: its `time` before, what the call returned, and its `time` after. */
export interface ClockReading {
  readonly kind: 'local' | 'sends' | 'receives';
  readonly before: unknown;
  readonly given: unknown;
  readonly after: unknown;
}

interface TimedEvent {
  readonly causal: CausalEvent;
  readonly time: number;
  /** `event 3 of process 1 (sends)`. */
  readonly name: string;
}

/**
 * Holds the times of a run's events against the true order of these (the Clock Condition): if `a` happened
 * before `b`, its time is smaller. Told of everything in the order in which it happened; throws a `Violation`
 * as soon as that does not hold.
 */
export class LamportTimes {
  private readonly order: HappensBefore;
  private readonly events: TimedEvent[] = [];
  /** By process. */
  private readonly latest: (TimedEvent | undefined)[];
  /** By message: the event that sent it. */
  private readonly sendings = new Map<number, TimedEvent>();
  /** By process: what just came, and has no time yet. */
  private readonly arrivals = new Map<number, { readonly causal: CausalEvent; readonly message: number }>();

  constructor(size: number) {
    this.order = new HappensBefore(size);
    this.latest = Array<undefined>(size).fill(undefined);
  }

  /** A message left, sent by the process's latest event. */
  left(process: number, message: number): void {
    this.order.sends(process, message);
    const sending = this.latest[process];
    if (sending) this.sendings.set(message, sending);
  }

  /** A message, or a copy of it, comes; the next event of its receiver is this receipt. */
  comes(process: number, message: number): void {
    this.arrivals.set(process, { causal: this.order.receives(process, message), message });
  }

  /**
   * An event and its time. Compared with the events right before it, in its process and at the other end of
   * the message: what happened earlier still is smaller than those, as `<` is transitive.
   */
  happens(process: number, reading: ClockReading): void {
    const arrival = reading.kind === 'receives' ? this.arrivals.get(process) : undefined;
    const causal = arrival?.causal ?? this.order.event(process);
    const name = `event ${causal.past[process]} of process ${process} (${reading.kind})`;
    const previous = this.latest[process];
    const event = { causal, time: checkReading(name, process, previous, reading), name };
    if (previous) checkPair(previous, event);
    const sending = arrival && this.sendings.get(arrival.message);
    if (sending) checkPair(sending, event);
    this.latest[process] = event;
    this.events.push(event);
  }

  /** Compares every event with every other, whatever lies between. Returns how many pairs are ordered. */
  checkAllPairs(): number {
    let ordered = 0;
    for (const a of this.events) {
      for (const b of this.events) {
        if (!happenedBefore(a.causal, b.causal)) continue;
        ordered++;
        checkPair(a, b);
      }
    }
    return ordered;
  }

  /** Of all events so far, in the order in which they happened. */
  get stamps(): { readonly time: number; readonly process: number }[] {
    return this.events.map(({ time, causal: { process } }) => ({ time, process }));
  }
}

function checkReading(
  name: string,
  process: number,
  previous: TimedEvent | undefined,
  { kind, before, given, after }: ClockReading,
): number {
  const actor = `process ${process}`;
  const method = kind === 'receives' ? 'receive' : 'tick';
  const known = previous?.time ?? 0;
  if (before !== known) {
    const last = previous ? `the time of the last event, ${known}` : '0 before the first event';
    const message = `the clock's time is ${String(before)} just before ${name}, and must be ${last}: reading it must not change it`;
    throw new Violation('clock/time', message, { actor });
  }
  if (typeof given !== 'number' || !Number.isSafeInteger(given) || given < 1) {
    const message = `${method} gave ${String(given)} for ${name}: a time is a whole number above 0`;
    throw new Violation('clock/time', message, { actor });
  }
  if (after !== given) {
    const message = `${method} gave ${given} for ${name}, and the clock's time is ${String(after)} after it: it must be the same`;
    throw new Violation('clock/time', message, { actor });
  }
  return given;
}

function checkPair(a: TimedEvent, b: TimedEvent): void {
  if (a.time < b.time) return;
  const isOneProcess = a.causal.process === b.causal.process;
  const message = `${b.name} has time ${b.time}, but ${a.name} happened before it and has time ${a.time}: it must be greater`;
  const paper = `Lamport 1978, the Clock Condition, ${isOneProcess ? 'IR1' : 'IR2'}`;
  throw new Violation('clock/condition', message, { paper, actor: `process ${b.causal.process}` });
}
