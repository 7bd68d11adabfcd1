import type { Range } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { HappensBefore } from '../../check/happens-before.ts';
import { LamportGrants } from '../../check/lamport-grants.ts';
import { Cluster } from '../../cluster/cluster.ts';
import type { LockTurn } from './lamport-mutex-program.ts';
import { stampWords } from './lamport-tell.ts';

/** The handout: nobody has to wait longer for a free lock. Messages take at most 100 ms. */
const FREE_LIMIT_MS = 2000;
/** Looked at often enough that short holds are seen. */
const LOOK_MS = 5;
/** Within this time all that a release sets off has been sent. */
const SETTLE_MS = 500;
/** Moments are sums of fractions. */
const ROUNDING_MS = 0.001;
const MESSAGE_COUNT = 'Lamport 1978, rules 1 to 3';

/**
 * Processes with one lock among them, over links that keep order. Every grant and every message is judged.
 */
export class MutexGroup extends Cluster implements Judge {
  private readonly order: HappensBefore;
  private readonly grants = new LamportGrants();
  /** Processes that stand still, and links that are held: then nobody has to be granted anything. */
  private readonly troubles = new Set<string>();
  private calmSinceMs = 0;
  /** By process: how often it was told to take the lock, and has not released it since. */
  private readonly open: number[];
  /** By process: for how long it was told to hold the lock, each time that is still to come. */
  private readonly holdsMs: number[][];
  private heldSinceMs = 0;
  /** Requests and messages of all processes. */
  private asked = 0;
  private sent = 0;

  /** Everybody is up. */
  constructor(simulation: Simulation, size: number, delayMs: Range) {
    super(simulation, { size, program: 'lamportMutex', serverName: (index) => `process ${index}` });
    this.order = new HappensBefore(this.size);
    this.open = Array<number>(this.size).fill(0);
    this.holdsMs = this.all.map(() => []);
    simulation.judge = this;
    // What the links are, and no trouble: a plan must not leave it out.
    simulation.network.faults.setNetwork({ delayMs, keepsOrder: true });
    this.startAll();
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  messageSent(from: SimServer, to: SimServer, message: number): void {
    this.order.sends(this.indexOf(from), message);
    // What a process sends to itself costs nothing.
    if (from === to) return;
    this.sent++;
    this.checkMessages();
  }

  messageArrives(to: SimServer, _from: SimServer, message: number): void {
    this.order.receives(this.indexOf(to), message);
  }

  emitted(server: SimServer, name: string, value: unknown): void {
    const process = this.indexOf(server);
    switch (name) {
      case 'asks':
        this.asks(server, process);
        break;
      case 'holds':
        this.holds(server, process, value);
        break;
      case 'releases':
        this.releases(server, process);
    }
  }

  private asks(server: SimServer, process: number): void {
    this.simulation.mark(() => ({ kind: 'event', server, text: 'asks' }));
    const isContended = this.grants.holder !== undefined || this.grants.waiting.length > 0;
    if (isContended) this.simulation.count('contended');
    this.asked++;
    this.grants.asks({ process, atMs: this.simulation.nowMs, asked: this.order.event(process) });
  }

  private holds(server: SimServer, process: number, given: unknown): void {
    this.simulation.mark(() => {
      const text = `holds the lock, ${stampWords(given)}`;
      return { kind: 'holds', server, of: 'lock', span: 'begins', text };
    });
    this.grants.holds(process, given, this.simulation.nowMs);
    this.heldSinceMs = this.simulation.nowMs;
    this.simulation.count('entries');
  }

  private releases(server: SimServer, process: number): void {
    this.simulation.mark(() => ({ kind: 'holds', server, of: 'lock', span: 'ends', text: 'releases' }));
    this.grants.releases(this.simulation.nowMs);
    this.checkHeld(process);
    this.open[process] = (this.open[process] ?? 0) - 1;
  }

  /** Those who hold a lock for no time at all never hold it at the same time. */
  private checkHeld(process: number): void {
    const wantedMs = this.holdsMs[process]?.shift() ?? 0;
    const heldMs = this.simulation.nowMs - this.heldSinceMs;
    if (heldMs > wantedMs - ROUNDING_MS) return;
    const message = `process ${process} was told to hold the lock for ${wantedMs} ms, and gave it back after ${heldMs} ms: something in its code meddles with timers`;
    throw new Violation('mutex/exclusive', message, { actor: `process ${process}` });
  }

  /** Whatever a message is for, it belongs to a request that has been made. */
  private checkMessages(): void {
    const limit = 3 * (this.size - 1) * this.asked;
    if (this.sent <= limit) return;
    const requests = this.asked === 1 ? '1 request' : `${this.asked} requests`;
    const message = `${this.sent} messages were sent for ${requests} among ${this.size} processes: at most 3(n - 1) for each, ${limit} in all`;
    throw new Violation('mutex/messages', message, { kind: 'limit', paper: MESSAGE_COUNT });
  }

  // Asking
  // -----------------------------------------------------------------------------------------------------

  /** Tells a process to hold the lock once for each of these turns. Resolves at once: see `allDone`. */
  take(process: number, ...turns: readonly LockTurn[]): void {
    if (!this.isFree(process)) return;
    this.holdsMs[this.indexOf(this.server(process))] = turns.map(({ holdMs }) => holdMs);
    this.tell(process, turns.length, 'take', { turns });
  }

  /** Tells a process to ask for the lock, and to keep it until `giveBack`. Resolves at once: see `held`. */
  acquire(process: number): void {
    if (this.isFree(process)) this.tell(process, 1, 'acquire', {});
  }

  async giveBack(process: number): Promise<void> {
    if (this.isHolding(process)) await this.simulation.call(this.server(process), 'release', {});
  }

  isHolding(process: number): boolean {
    return this.grants.holder === this.indexOf(this.server(process));
  }

  /** Until the process holds the lock; fails the run where nobody is granted it who could be. */
  async held(process: number): Promise<void> {
    await this.wait(() => this.isHolding(process));
  }

  /** Until the processes have held the lock and released it as often as they were told to. */
  async allDone(): Promise<void> {
    await this.wait(() => false);
  }

  /** Nobody has anything to say while nobody asks. */
  async checkIdle(forMs: number): Promise<void> {
    await this.sleep(SETTLE_MS);
    const before = this.sent;
    await this.sleep(forMs);
    if (this.sent === before) return;
    const message = `${this.sent - before} messages were sent later than ${SETTLE_MS / 1000} s after the last release, while nobody asked for the lock: then nobody has anything to say`;
    throw new Violation('mutex/idle', message, { kind: 'limit', paper: MESSAGE_COUNT });
  }

  private tell(process: number, turns: number, method: string, args: object): void {
    this.open[this.indexOf(this.server(process))] = turns;
    void this.simulation.call(this.server(process), method, args);
  }

  /** A plan may leave out a process, or have one play two parts. */
  private isFree(process: number): boolean {
    return this.isUp(process) && this.open[this.indexOf(this.server(process))] === 0;
  }

  /** Until this is so, or nobody has anything left to do. */
  private async wait(isDone: () => boolean): Promise<void> {
    while (!isDone() && this.open.some((turns) => turns > 0)) {
      this.checkProgress();
      await this.simulation.sleep(LOOK_MS);
    }
  }

  private checkProgress(): void {
    const { holder, waiting, freeSinceMs } = this.grants;
    const [first] = waiting;
    if (holder !== undefined || !first || this.troubles.size > 0) return;
    const limitMs = this.patienceMs(FREE_LIMIT_MS);
    const sinceMs = Math.max(freeSinceMs, first.atMs, this.calmSinceMs);
    if (this.simulation.nowMs - sinceMs < limitMs) return;
    const names = waiting.map(({ process, atMs }) => `process ${process} since ${atMs.toFixed(1)} ms`);
    const message = `the lock has been free for ${limitMs / 1000} s, and is waited for by ${names.join(', ')}`;
    throw new Violation('mutex/progress', message, {
      paper: 'Lamport 1978, condition III',
      actor: `process ${first.process}`,
    });
  }

  // Troubling
  // --------------------------------------------------------------------------------------------------

  override pause(index: number): void {
    this.troubles.add(`process ${index}`);
    super.pause(index);
  }

  override resume(index: number): void {
    this.calm(`process ${index}`);
    super.resume(index);
  }

  override hold(from: number, to: number): void {
    this.troubles.add(`link ${from} to ${to}`);
    super.hold(from, to);
  }

  override release(from: number, to: number): number {
    this.calm(`link ${from} to ${to}`);
    return super.release(from, to);
  }

  private calm(trouble: string): void {
    this.troubles.delete(trouble);
    this.calmSinceMs = this.simulation.nowMs;
  }
}
