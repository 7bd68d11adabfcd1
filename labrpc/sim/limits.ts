import type { SimServer } from './server.ts';
import { Violation } from './violation.ts';

/** Limits that end a run. They count events and virtual time, so they are the same on every machine. */
export interface RunLimits {
  /** Virtual ms a run may take. */
  readonly virtualMs: number;
  readonly events: number;
  /** Events in a row without virtual time going on. */
  readonly eventsAtOnce: number;
  /** Timers of one server that may fire within `TIMER_WINDOW_MS`. */
  readonly timersInWindow: number;
}

const TIMER_WINDOW_MS = 4000;

const DEFAULTS: RunLimits = {
  virtualMs: 600_000,
  events: 20_000_000,
  eventsAtOnce: 100_000,
  timersInWindow: 2000,
};

export class Limits {
  private readonly limits: RunLimits;
  private lastMs = -1;
  private eventsNow = 0;
  private windowStartMs = 0;
  private readonly timers = new Map<SimServer, number>();

  constructor(limits: Partial<RunLimits> = {}) {
    this.limits = { ...DEFAULTS, ...limits };
  }

  /** Called for each event. */
  check(events: number, nowMs: number, actor: SimServer | undefined): void {
    if (nowMs !== this.lastMs) {
      this.lastMs = nowMs;
      this.eventsNow = 0;
    }
    this.eventsNow++;
    if (this.eventsNow > this.limits.eventsAtOnce) {
      throw limit('world/time-stands-still', actor, `${this.eventsNow} events in a row took no virtual time`);
    }
    if (events > this.limits.events) {
      throw limit('world/too-many-events', actor, `the run took more than ${this.limits.events} events`);
    }
    if (nowMs > this.limits.virtualMs) {
      throw limit(
        'world/too-long',
        actor,
        `the run took more than ${this.limits.virtualMs / 1000} virtual seconds`,
      );
    }
  }

  /** A timer of this server fires. Servers that poll every few ms would make every run slow. */
  timerFired(server: SimServer, nowMs: number): void {
    if (nowMs - this.windowStartMs >= TIMER_WINDOW_MS) {
      this.windowStartMs = nowMs;
      this.timers.clear();
    }
    const fired = (this.timers.get(server) ?? 0) + 1;
    this.timers.set(server, fired);
    if (fired > this.limits.timersInWindow) {
      const rate = `${fired} timers within ${TIMER_WINDOW_MS / 1000} virtual seconds`;
      const advice = 'wait for a change (Condition) instead of polling, or poll at most 500 times a second';
      throw limit('world/timer-flood', server, `${server.name} fired ${rate}: ${advice}`);
    }
  }
}

function limit(rule: string, actor: SimServer | undefined, message: string): Violation {
  return new Violation(rule, message, { kind: 'limit', actor: actor?.name });
}
