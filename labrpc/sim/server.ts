import type { SimEvent, TimerEvent } from './events.ts';
import type { ClockReading, Host } from './port.ts';

/** 2030-01-01T00:00:00Z: what wall clocks show when a run begins. */
const EPOCH_MS = 1_893_456_000_000;

/** What survives a crash. */
export interface Disk {
  state: Uint8Array | undefined;
  snapshot: Uint8Array | undefined;
}

/** For those who watch: clients use a service, servers are it, and on storage others keep their files. */
export type Role = 'server' | 'client' | 'storage';

/** A server (or client) as the world sees it: an address, a clock, a disk, and now and then a life. */
export class SimServer {
  readonly address: number;
  readonly name: string;
  readonly role: Role;
  /** For those who watch: the name of the cluster that it belongs to, where a run has several. */
  readonly cluster: string | undefined;
  readonly disk: Disk = { state: undefined, snapshot: undefined };
  /** Undefined while it is down. */
  host: Host | undefined;
  /** Counts lives; events of an earlier one are void. */
  incarnation = 0;
  /** Events that wait for the end of a pause; undefined while it runs. */
  deferred: SimEvent[] | undefined;
  /** Crash in the next turn that matches, after this many effects. */
  crashPoint: CrashPoint | undefined;
  /**
   * Timers that run: by id, the event that will fire it. The queue may hold older ones of that id, which are
   * void.
   */
  readonly timers: Map<number, TimerEvent> = new Map();

  private rate = 1;
  private bootedAtMs = 0;
  /** Local time = `localAnchorMs` + (now - `anchorMs`) × `rate`. */
  private anchorMs = 0;
  private localAnchorMs = 0;
  private wallOffsetMs = EPOCH_MS;

  constructor(address: number, name: string, role: Role = 'server', cluster?: string) {
    this.address = address;
    this.name = name;
    this.role = role;
    this.cluster = cluster;
  }

  get isUp(): boolean {
    return this.host !== undefined;
  }

  /** What its present life has found on the disk; undefined in its first one, in which there is nothing. */
  get found(): Found | undefined {
    const { state, snapshot } = this.disk;
    return this.incarnation > 1 ? { state: state?.length ?? 0, snapshot: snapshot?.length ?? 0 } : undefined;
  }

  /** A new life begins: `performance.now` starts at 0, the wall clock goes on. */
  begin(host: Host, nowMs: number): void {
    this.incarnation++;
    this.host = host;
    this.bootedAtMs = this.localMs(nowMs);
  }

  /** Its life ends, and with it all that was in memory. */
  end(): void {
    this.host?.close?.();
    this.host = undefined;
    this.deferred = undefined;
    this.crashPoint = undefined;
    this.timers.clear();
  }

  /** Keeps an event for the end of the pause, if the server is paused. */
  defers(event: SimEvent): boolean {
    if (!this.deferred) return false;
    this.deferred.push(event);
    return true;
  }

  read(nowMs: number): ClockReading {
    const localMs = this.localMs(nowMs);
    return { monotonicMs: localMs - this.bootedAtMs, wallMs: localMs + this.wallOffsetMs };
  }

  /** From now on this clock runs at `rate` times the true speed (0.8: a fifth too slow). */
  setRate(rate: number, nowMs: number): void {
    if (!(rate > 0)) throw new RangeError(`a clock's rate must be positive, and was ${rate}`);
    this.localAnchorMs = this.localMs(nowMs);
    this.anchorMs = nowMs;
    this.rate = rate;
  }

  /** The wall clock (`Date`) is set forward or back; timers and `performance.now` do not notice. */
  jump(byMs: number): void {
    this.wallOffsetMs += byMs;
  }

  /** How long a delay on this clock takes in the world. */
  worldDelay(localDelayMs: number): number {
    return localDelayMs / this.rate;
  }

  private localMs(nowMs: number): number {
    return this.localAnchorMs + (nowMs - this.anchorMs) * this.rate;
  }
}

/** An effect that somebody outside of the server can notice. */
export type VisibleEffect = 'request' | 'reply' | 'message' | 'save' | 'emit' | 'return';

/** What a crash in the middle of a turn made of its effects, in their order. */
export interface CutTurn {
  readonly done: readonly VisibleEffect[];
  readonly undone: readonly VisibleEffect[];
}

/** What a life after the first finds, in bytes; a state of 0 bytes is as good as none. */
export interface Found {
  readonly state: number;
  readonly snapshot: number;
}

/** A crash in the middle of a turn: only its first `effects` effects happen. */
export interface CrashPoint {
  readonly effects: number;
  /** Which turn: the first that has an effect of this kind; any turn with an effect if undefined. */
  readonly when: 'save' | 'reply' | 'request' | 'emit' | undefined;
}
