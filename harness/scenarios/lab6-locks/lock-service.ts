import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { LockTurns } from '../../check/lock-turns.ts';
import { Clerks, type OpenOperation } from '../lab3-kvraft/clerks.ts';
import { Holders } from './holders.ts';
import type { LockClientSetup } from './lock-program.ts';
import { type LockInput, LockRecord } from './lock-record.ts';
import { StoreCluster } from './store-cluster.ts';

/** The handout: a lock that is free and wanted is held by somebody after this time, on a calm network. */
export const CALM_LIMIT_MS = 5000;
/** The same, while messages get lost or come late. */
export const TROUBLED_LIMIT_MS = 30_000;
/** How often a client that waits for a lock looks whether anybody has it. */
const LOOK_MS = 500;

export type OpenLockOperation = OpenOperation<LockInput, null>;

export interface LockServiceOptions {
  readonly clients: number;
  /** How often their clerks say `maybe`: see `LockClientSetup`. */
  readonly maybeRatio?: number;
  /** For how long a lock that is wanted may be free. */
  readonly limitMs?: number;
}

/**
 * The store and clients with locks on it. Whoever is granted a lock is judged in that step, and all that
 * happened at the end.
 */
export class LockService extends StoreCluster implements Judge {
  readonly clients: Clerks<LockInput, null>;
  readonly holders: Holders;
  private readonly record: LockRecord;
  private readonly turns = new LockTurns();
  private readonly limitMs: number;
  private calmSinceMs = 0;

  /** Everybody is up. */
  constructor(simulation: Simulation, options: LockServiceOptions) {
    super(simulation);
    const { clients, maybeRatio = 0, limitMs = CALM_LIMIT_MS } = options;
    simulation.judge = this;
    this.limitMs = limitMs;
    this.holders = new Holders(simulation);
    this.record = new LockRecord(simulation);
    this.clients = new Clerks(simulation, {
      count: clients,
      namePrefix: 'client',
      program: 'lockClient',
      setup: (): LockClientSetup => ({ store: this.storeAddress, maybeRatio }),
      record: this.record,
      answerRule: 'lock/answered',
      describeServers: () => 'the store is up',
    });
    this.clients.startAll();
  }

  get allClients(): readonly number[] {
    return this.clients.all;
  }

  client(index: number): SimServer {
    return this.clients.clerk(index);
  }

  requestsOf(client: number): number {
    return this.clients.requestsOf(client);
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  emitted(client: SimServer, name: string, value: unknown): void {
    const { lock } = value as { readonly lock: string };
    if (name === 'acquired') {
      this.turns.granted(client.name, lock);
      this.holders.granted(client, lock);
    } else if (name === 'releases') {
      this.turns.released(client.name, lock, this.simulation.nowMs);
      this.holders.ended(client, lock);
    }
  }

  crashed(client: SimServer): void {
    this.turns.died(client.name);
  }

  // Locking
  // ----------------------------------------------------------------------------------------------------

  /** Asks for a lock, and does not wait for it. */
  beginAcquire(client: number, lock: string): OpenLockOperation {
    const open = this.clients.begin(client, { kind: 'acquire', lock });
    if (!open.isAnswered) this.turns.asked(this.client(client).name, lock, this.simulation.nowMs);
    return open;
  }

  beginRelease(client: number, lock: string): OpenLockOperation {
    return this.clients.begin(client, { kind: 'release', lock });
  }

  async acquireLock(client: number, lock: string): Promise<void> {
    await this.granted(this.beginAcquire(client, lock));
  }

  /** Resolves when the lock was granted to that client, or the client has died. */
  async granted(open: OpenLockOperation): Promise<void> {
    while (!open.isAnswered) {
      await Promise.race([open.answer, this.simulation.sleep(LOOK_MS)]);
      this.someoneHasIt();
    }
    await open.answer;
  }

  /** Nobody else writes a lock that is held, so there is nothing to wait for but the network. */
  async releaseLock(client: number, lock: string): Promise<void> {
    await this.released(this.beginRelease(client, lock));
  }

  async released(open: OpenLockOperation): Promise<void> {
    await this.clients.answerOf(open, this.limitMs);
  }

  /** One critical section of so many ms. */
  async holdOnce(client: number, lock: string, ms: number): Promise<void> {
    await this.holdWhenGranted(this.beginAcquire(client, lock), ms);
  }

  /** The same by a client that waits already. It lasts until `done`, and then for so many ms. */
  async holdWhenGranted(open: OpenLockOperation, ms: number, done?: Promise<void>): Promise<void> {
    await this.granted(open);
    const { lock } = open.input;
    if (!this.holders.isHeldBy(this.client(open.clerk), lock)) return;
    await done;
    await this.sleep(ms);
    await this.releaseLock(open.clerk, lock);
  }

  /** All clients want the lock so many times, from the same moment on. */
  async everybody(lock: string, times: number, holdMs: number): Promise<void> {
    const work = this.allClients.map(async (client) => {
      for (const _ of this.rounds(times)) await this.holdOnce(client, lock, holdMs);
    });
    await Promise.all(work);
  }

  /** What was to hinder clients has ended: limits count from now. */
  isCalmNow(): void {
    this.calmSinceMs = this.simulation.nowMs;
  }

  /** Each lock must have behaved as a mutex. */
  judge(): void {
    this.record.judge();
  }

  private someoneHasIt(): void {
    const limitMs = this.patienceMs(this.limitMs);
    const stuck = this.turns.stuck(this.simulation.nowMs, limitMs, this.calmSinceMs);
    if (!stuck) return;
    const { lock, sinceMs, waiting } = stuck;
    const who = waiting.length === 1 ? 'waits' : 'wait';
    const message = `nobody has held ${lock} since ${sinceMs.toFixed(1)} ms, and ${waiting.join(', ')} ${who} for it: somebody must get it within ${limitMs / 1000} s`;
    throw new Violation('lock/progress', message, { paper: 'handout: limits', actor: waiting[0] });
  }
}
