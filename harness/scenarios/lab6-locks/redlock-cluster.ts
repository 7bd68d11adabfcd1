import type { PeerAddress } from '../../../labrpc/host/program.ts';
import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { Cluster } from '../../cluster/cluster.ts';
import type { RedlockClientSetup } from './redlock-client-program.ts';
import { type LockTry, lockOf, RedlockRecord } from './redlock-record.ts';
import { StorageWrites } from './redlock-writes.ts';
import type { ReadReport, WroteReport } from './storage-reports.ts';

/** The handout: a try at a free lock is over within this, also if a minority of stores is silent. */
const FREE_LIMIT_MS = 500;
/** And any other within this and its time to live. */
const SLACK_MS = 500;
/** The handout: until a failed try, or a release, has left nothing behind, on a calm network. */
const CLEAN_LIMIT_MS = 1000;
/** A client that was not granted a lock waits for a random time in this range before its next try. */
const RETRY_PAUSE_MS = [20, 200] as const;
/** The handout: what is left of the time to live on a calm network, at least. */
const LEFT_RATIO = 0.8;
/** How long a client waits for its release before it does something else. */
const RELEASE_WAIT_MS = 300;

export interface RedlockOptions {
  readonly clients: number;
  readonly stores?: number;
  readonly maxDriftRatio?: number;
  /** What clients write to, if they do; then clocks and pauses may break the promise of the lock. */
  readonly storage?: 'plain' | 'fenced';
}

export interface TryOptions {
  readonly resource?: string;
  readonly ttlMs: number;
}

/** Independent stores that expire keys, and clients with the student's Redlock. All are up at first. */
export class RedlockCluster extends Cluster implements Judge {
  readonly record: RedlockRecord;
  readonly writes: StorageWrites;
  readonly allClients: readonly number[];
  private readonly maxDriftRatio: number;
  private readonly clients: readonly SimServer[];
  /** By client: when it tries again. */
  private readonly pauses: readonly Random[];

  constructor(
    simulation: Simulation,
    { clients, stores = 5, maxDriftRatio = 0.01, storage }: RedlockOptions,
  ) {
    super(simulation, { size: stores, program: 'expiringStore', serverName: (index) => `store ${index}` });
    simulation.judge = this;
    this.maxDriftRatio = maxDriftRatio;
    this.record = new RedlockRecord(simulation, { stores: this.size, keepsPromise: !storage });
    this.writes = new StorageWrites(simulation, storage === 'fenced');
    this.allClients = Array.from({ length: clients }, (_, index) => index);
    this.clients = this.allClients.map((index) => simulation.addServer(`client ${index}`, 'client'));
    this.pauses = this.allClients.map((index) => simulation.random(`retries of client ${index}`));
    this.startAll();
    const setup = {
      stores: this.all.map((index) => addressOf(this.server(index))),
      maxDriftRatio,
      storage: storage && this.helper('storage', `${storage}Storage`, 'storage'),
      tokens: storage === 'fenced' ? this.helper('tokens', 'tokenCounter', 'server') : undefined,
    };
    for (const client of this.clients) {
      const own: RedlockClientSetup = { name: client.name, ...setup };
      simulation.boot(client, 'redlockClient', own);
    }
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  emitted(server: SimServer, name: string, value: unknown): void {
    const store = this.indexOf(server);
    if (store >= 0) this.record.storeTold(store, server, name, value as { readonly value: string });
    else if (server.role === 'client') this.record.clientTold(server, name, value);
    else if (name === 'wrote') this.writes.wrote(server, value as WroteReport);
    else if (name === 'read') this.writes.wasRead(value as ReadReport);
  }

  crashed(): void {
    this.simulation.count('crashes');
  }

  // Trying
  // -----------------------------------------------------------------------------------------------------

  /** One try, which must be over within its time to live and half a second. */
  tryOnce(client: number, options: TryOptions): Promise<LockTry> {
    return this.tryWithin(client, options, options.ttlMs + SLACK_MS);
  }

  /** One try, which must be over within `limitMs`. */
  async tryWithin(client: number, options: TryOptions, limitMs: number): Promise<LockTry> {
    const { resource = 'a', ttlMs } = options;
    const one = this.record.begin(this.client(client), resource, ttlMs);
    this.simulation.count('tries');
    const request = { nth: one.nth, resource, ttlMs };
    const limit = this.simulation.sleep(this.patienceMs(limitMs));
    const call = this.simulation.call(one.client, 'tryAcquire', request, lockOf(one));
    if (await Promise.race([call, limit])) return one;
    const message = `tryAcquire of ${one.client.name} for ${lockOf(one)} with ttlMs ${ttlMs} has not resolved within ${limitMs} ms`;
    throw new Violation('redlock/answers', message, { actor: one.client.name });
  }

  /** One try at a free lock, while a majority of stores answers soon: it must be granted, soon. */
  async mustHold(client: number, options: TryOptions): Promise<LockTry> {
    const one = await this.tryWithin(client, options, FREE_LIMIT_MS);
    if (one.validForMs !== undefined || !one.client.isUp) return one;
    const message = `${one.client.name} was not granted ${lockOf(one)} with ttlMs ${one.ttlMs}, though nobody holds it and a majority of the stores answers within 20 ms`;
    throw new Violation('redlock/granted', message, { actor: one.client.name });
  }

  /** On a calm network most of the time to live is left. */
  isLongEnough({ client, ttlMs, validForMs = 0 }: LockTry): void {
    const least = LEFT_RATIO * ttlMs * (1 - this.maxDriftRatio);
    if (validForMs >= least || !client.isUp) return;
    const message = `${client.name} was told validForMs ${validForMs.toFixed(1)} of ttlMs ${ttlMs}, though all stores answered within 6 ms: it must be ${least.toFixed(1)} at least`;
    throw new Violation('redlock/valid-for', message, { actor: client.name });
  }

  /** Tries again and again, after a random pause each. */
  async acquire(client: number, options: TryOptions, limitMs: number): Promise<LockTry> {
    const endMs = this.simulation.nowMs + this.patienceMs(limitMs);
    for (let tries = 1; ; tries++) {
      const one = await this.tryOnce(client, options);
      if (one.validForMs !== undefined || !one.client.isUp) return one;
      if (this.simulation.nowMs >= endMs) {
        const message = `${one.client.name} was not granted ${lockOf(one)} in ${tries} tries within ${limitMs / 1000} s, though everybody who holds it releases it soon`;
        throw new Violation('redlock/progress', message, { actor: one.client.name });
      }
      await this.simulation.sleep(this.pauses[client]?.between(...RETRY_PAUSE_MS) ?? 0);
    }
  }

  /** The client gives it up, and does something else soon, whatever becomes of that. */
  async unlock(one: LockTry): Promise<void> {
    const released = this.simulation.call(one.client, 'release', { nth: one.nth, resource: one.resource });
    await Promise.race([released, this.simulation.sleep(RELEASE_WAIT_MS)]);
  }

  /** Once a try has failed or was released, and requests get through, no store may keep a key of it. */
  async nothingLeftOf(one: LockTry): Promise<void> {
    const kept = () => this.record.keeping(one).filter((store) => this.isHealthy(store));
    if (await this.until(() => kept().length === 0, CLEAN_LIMIT_MS)) return;
    const stores = kept().map((store) => this.server(store).name);
    const what = one.validForMs === undefined ? 'its try failed' : 'it released the lock';
    const message = `the key of ${lockOf(one)} is still set for ${one.client.name} on ${stores.join(', ')}, ${CLEAN_LIMIT_MS} ms after ${what}`;
    throw new Violation('redlock/leaves-nothing', message, { actor: one.client.name });
  }

  /** The client reads names from storage, thinks, and writes them back with its own behind them. */
  append(client: number, thinkMs: number): Promise<unknown> {
    return this.simulation.call(this.client(client), 'append', { thinkMs });
  }

  /** The client reads the names. */
  readNames(client: number): Promise<unknown> {
    return this.simulation.call(this.client(client), 'read', {});
  }

  client(index: number): SimServer {
    const client = this.clients[index];
    if (!client) throw new RangeError(`there is no client ${index}, only 0 to ${this.clients.length - 1}`);
    return client;
  }

  /** How many requests all clients have sent. */
  get requests(): number {
    const { traffic } = this.simulation.network;
    return this.clients.reduce((sum, { address }) => sum + traffic.sentBy(address).rpcs, 0);
  }

  // Troubling
  // --------------------------------------------------------------------------------------------------

  override start(index: number): void {
    super.start(index);
    this.record.storeRestarted(index, this.server(index));
  }

  override jump(index: number, byMs: number): void {
    super.jump(index, byMs);
    // It would notice when it is asked next; this way a timeline shows when its keys are gone.
    void this.simulation.call(this.server(index), 'look', {});
  }

  /** Faults of what a client sends to a store; `undefined` ends them. */
  setRequestFaults(client: number, store: number, faults: Partial<LinkFaults> | undefined): void {
    const of = [this.client(client), this.server(store)];
    this.simulation.inflict({ what: 'faults', of, faults });
  }

  /** Faults of what a store answers a client; `undefined` ends them. */
  setAnswerFaults(client: number, store: number, faults: Partial<LinkFaults> | undefined): void {
    const of = [this.server(store), this.client(client)];
    this.simulation.inflict({ what: 'faults', of, faults });
  }

  /** A server of the harness's own that never fails. */
  private helper(name: string, program: string, role: SimServer['role']): PeerAddress {
    const server = this.simulation.addServer(name, role);
    this.simulation.boot(server, program, {});
    return addressOf(server);
  }
}

function addressOf({ address, name }: SimServer): PeerAddress {
  return { address, name };
}
