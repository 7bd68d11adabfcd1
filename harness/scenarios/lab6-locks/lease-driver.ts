import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { FencedKeys } from '../../check/fenced-keys.ts';
import { type AskedLease, describe } from './lease-book.ts';
import type { GrantedReport, LeaseId } from './lease-holder-program.ts';
import { type LeaseOptions, LeaseWorld } from './lease-world.ts';
import type { ReadReport, WroteReport } from './storage-reports.ts';

/** The handout: what is due at once is there within this time. */
export const SOON_MS = 1000;

/** The answer to a write; `null` if none came. */
export type WriteAnswer =
  | { readonly kind: 'ok' }
  | { readonly kind: 'stale-token'; readonly newest: number }
  | null;

/** Asks clients for locks and writes, and judges what comes of it, after every turn. */
export class LeaseCluster extends LeaseWorld implements Judge {
  private readonly keys = new FencedKeys();
  /** By value, which are all different: whose write it is. */
  private readonly writers = new Map<string, string>();

  constructor(simulation: Simulation, options: LeaseOptions) {
    super(simulation, options);
    simulation.judge = this;
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  emitted(server: SimServer, name: string, value: unknown): void {
    switch (name) {
      case 'granted': {
        const { id, token, isAborted } = value as GrantedReport;
        this.book.granted(id, token, isAborted);
        break;
      }
      case 'releases':
        this.book.releases((value as LeaseId).id);
        break;
      case 'lapsed':
        this.book.lapsed((value as LeaseId).id);
        break;
      case 'wrote':
        this.wrote(value as WroteReport);
        break;
      case 'read':
        this.wasRead(value as ReadReport);
        break;
      default:
        throw new Error(`${server.name} reports ${name}, of which this lab knows nothing`);
    }
  }

  crashed(server: SimServer): void {
    this.book.crashed(server);
  }

  /** The storage got a write. */
  protected wrote({ key, value, token, answer }: WroteReport): void {
    const verdict = this.keys.wrote({ key, value, token, by: this.writerOf(value) }, answer);
    this.simulation.count(verdict);
    const kind = verdict === 'refused' ? 'refused' : 'written';
    const text = `${verdict} ${key} = ${value}, token ${token}`;
    this.simulation.mark(() => ({ kind, server: this.storage, text }));
  }

  /** `client 1`. */
  protected writerOf(value: string): string {
    return this.writers.get(value) ?? 'somebody';
  }

  protected wasRead({ key, answer }: ReadReport): void {
    this.keys.wasRead(key, answer);
    this.simulation.count('reads');
  }

  // Locks
  // ------------------------------------------------------------------------------------------------------

  /** Asks for a lock and does not wait. */
  ask(number: number, name: string): AskedLease {
    const client = this.client(number);
    const lease = this.book.asked(client, name);
    void this.simulation.call(client, 'acquire', { id: lease.id, name });
    return lease;
  }

  /** Asks, and must hold the lock within `limitMs`. */
  acquire(number: number, name: string, limitMs: number = SOON_MS): Promise<AskedLease> {
    return this.next([this.ask(number, name)], limitMs);
  }

  /**
   * Waits until one of those who wait is granted its lock, takes it from the list and returns it. Who was
   * granted one too late to be of use asks again.
   */
  async next(waiting: AskedLease[], limitMs: number = SOON_MS): Promise<AskedLease> {
    const fromMs = this.simulation.nowMs;
    const held = await this.until(() => this.firstHeld(waiting), limitMs, 10);
    if (held) return held;
    const names = waiting.map(({ client }) => client.name).join(', ');
    const who =
      waiting.length === 1
        ? `${names}, which waits for it, was not`
        : `none of those who wait, ${names}, was`;
    const lock = waiting[0]?.lock ?? 'the lock';
    const message = `${who} granted ${lock} within ${Math.round(limitMs)} ms of ${fromMs.toFixed(1)} ms; ${this.book.lastHolder(lock)}`;
    throw new Violation('lease/granted', message, {
      paper: 'handout: limits',
      actor: waiting[0]?.client.name,
    });
  }

  private firstHeld(waiting: AskedLease[]): AskedLease | undefined {
    for (const [place, lease] of waiting.entries()) {
      if (lease.state === 'lapsed') waiting[place] = this.ask(this.numberOf(lease.client), lease.name);
      if (lease.state !== 'held') continue;
      waiting.splice(place, 1);
      return lease;
    }
    return undefined;
  }

  /** What a client has asked for, and was not granted yet. */
  openOf(number: number): AskedLease | undefined {
    const client = this.client(number);
    return this.book.leases.findLast((lease) => lease.client === client && lease.state === 'asked');
  }

  /** Begins a release; it need not be done when this returns. */
  beginRelease({ client, id }: AskedLease): void {
    void this.simulation.call(client, 'release', { id });
  }

  /** On a calm network it is done soon. */
  async giveBack(lease: AskedLease): Promise<void> {
    const { client, id } = lease;
    const limit = this.simulation.sleep(this.patienceMs(SOON_MS)).then(() => 'late' as const);
    const result = await Promise.race([this.simulation.call(client, 'release', { id }), limit]);
    if (result !== 'late') return;
    const message = `${client.name}'s release of ${describe(lease)} was not done within ${SOON_MS / 1000} s`;
    throw new Violation('lease/released', message, { paper: 'handout: limits', actor: client.name });
  }

  /** Fails the run unless the client holds it. */
  mustHold(lease: AskedLease): void {
    const { client, state } = lease;
    if (state === 'held') return;
    const message = `${client.name} no longer holds ${describe(lease)}: its signal has aborted`;
    throw new Violation('lease/kept', message, { actor: client.name });
  }

  /** Fails the run if the signal has not aborted; `why` says what its client should have noticed. */
  mustBeLost(lease: AskedLease, why: string): void {
    const { client, state } = lease;
    if (state !== 'held') return;
    const message = `${client.name} still takes itself for the holder of ${describe(lease)}, ${why}: the signal has not aborted`;
    throw new Violation('lease/aborted', message, {
      paper: 'Gray & Cheriton 1989, §2',
      actor: client.name,
    });
  }

  // Storage
  // ----------------------------------------------------------------------------------------------------

  /** Values must differ from all that were written before. */
  async write(number: number, key: string, value: string, token: number): Promise<WriteAnswer> {
    const client = this.client(number);
    this.writers.set(value, client.name);
    const result = await this.simulation.call(client, 'write', { key, value, token });
    return result.kind === 'returned' ? (result.value as WriteAnswer) : null;
  }

  /** Undefined if no answer came. */
  async read(number: number, key: string): Promise<string | undefined> {
    const result = await this.simulation.call(this.client(number), 'read', { key });
    return (result.kind === 'returned' && (result.value as { value: string } | null)?.value) || undefined;
  }

  // Calls
  // ------------------------------------------------------------------------------------------------------

  /** How many calls a client makes in the next so many ms; more than `most` is a failure. */
  async countCalls(number: number, ms: number, most: number, doing: string): Promise<void> {
    const { name, address } = this.client(number);
    const { traffic } = this.simulation.network;
    const before = traffic.sentBy(address).rpcs;
    await this.simulation.sleep(ms);
    const calls = traffic.sentBy(address).rpcs - before;
    if (calls <= most) return;
    const message = `${name}, which ${doing}, made ${calls} calls in ${ms} ms; the limit is ${most}`;
    throw new Violation('lease/calls', message, { paper: 'handout: limits', kind: 'limit', actor: name });
  }
}
