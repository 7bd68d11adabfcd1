import { Violation } from '../../labrpc/sim/violation.ts';
import { type CausalEvent, chainText, happenedBefore } from './happens-before.ts';
import { type StampOfEvent, stampOrder, stampText } from './stamp-order.ts';

/** A request for the lock. */
export interface LockRequest {
  readonly process: number;
  readonly atMs: number;
  /** The call of `acquire`, in the true order of events. */
  readonly asked: CausalEvent;
}

interface Grant {
  readonly request: LockRequest;
  readonly stamp: StampOfEvent;
  readonly sinceMs: number;
}

/**
 * Who asks for the lock, has it and had it, in the order in which that happened. Throws a `Violation` as soon
 * as a grant breaks a condition of Lamport 1978, Ordering the Events Totally.
 */
export class LamportGrants {
  /** Since when nobody has had the lock. */
  freeSinceMs = 0;
  private readonly requests = new Map<number, LockRequest>();
  private readonly granted: Grant[] = [];
  private holding: Grant | undefined;

  /** The process calls `acquire`. */
  asks(request: LockRequest): void {
    this.requests.set(request.process, request);
  }

  /** Its `acquire` resolves with this. */
  holds(process: number, given: unknown, nowMs: number): StampOfEvent {
    const stamp = checkStamp(process, given);
    const request = this.requests.get(process);
    if (!request) throw new Error(`process ${process} was granted what it had not asked for`);
    const grant = { request, stamp, sinceMs: nowMs };
    this.checkAlone(grant);
    this.checkOrder(grant);
    this.requests.delete(process);
    this.granted.push(grant);
    this.holding = grant;
    return stamp;
  }

  /** The process calls `release`. */
  releases(nowMs: number): void {
    this.holding = undefined;
    this.freeSinceMs = nowMs;
  }

  get holder(): number | undefined {
    return this.holding?.request.process;
  }

  /** In the order in which they asked. */
  get waiting(): readonly LockRequest[] {
    return [...this.requests.values()];
  }

  /** Condition I. */
  private checkAlone({ request, stamp }: Grant): void {
    if (!this.holding) return;
    const { request: other, stamp: otherStamp, sinceMs } = this.holding;
    const message = `${named(request, stamp)} was granted, and ${named(other, otherStamp)} has held the lock since ${sinceMs.toFixed(1)} ms`;
    throw new Violation('mutex/exclusive', message, {
      paper: 'Lamport 1978, condition I',
      actor: `process ${request.process}`,
    });
  }

  /** Condition II, in the total order, and in the order of which everybody could know. */
  private checkOrder({ request, stamp }: Grant): void {
    const details = { paper: 'Lamport 1978, condition II', actor: `process ${request.process}` };
    const previous = this.granted.at(-1);
    if (previous && stampOrder(previous.stamp, stamp) >= 0) {
      const isHeardOf =
        previous.request.process !== request.process && happenedBefore(previous.request.asked, request.asked);
      const how = isHeardOf
        ? `, of which process ${request.process} had heard when it asked, ${chainText(previous.request.asked, request.asked)}`
        : '';
      const message = `${named(request, stamp)} was granted after ${named(previous.request, previous.stamp)}${how}: requests are granted in the order of their stamps`;
      throw new Violation('mutex/total-order', message, details);
    }
    const passed = this.granted.find((other) => happenedBefore(request.asked, other.request.asked));
    if (!passed) return;
    const { process, asked } = passed.request;
    const message = `${named(request, stamp)} was granted after ${named(passed.request, passed.stamp)}, but process ${process} had heard of the former when it asked, ${chainText(request.asked, asked)}: its stamp must be the greater one`;
    throw new Violation('mutex/happened-before', message, details);
  }
}

/** `request (7, 0) of process 0 (made at 12.0 ms)`. */
function named({ process, atMs }: LockRequest, stamp: StampOfEvent): string {
  return `request ${stampText(stamp)} of process ${process} (made at ${atMs.toFixed(1)} ms)`;
}

function checkStamp(process: number, given: unknown): StampOfEvent {
  const stamp = given as Partial<StampOfEvent> | null | undefined;
  const time = stamp?.time;
  if (Number.isSafeInteger(time) && stamp?.process === process) return { time: time as number, process };
  const message = `acquire of process ${process} gave ${JSON.stringify(given) ?? String(given)}, and must give the stamp of its request: { time, process: ${process} }, with a whole number as time`;
  throw new Violation('mutex/stamp', message, { actor: `process ${process}` });
}
