import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Cluster } from '../../cluster/cluster.ts';
import { LeaseBook } from './lease-book.ts';
import type { LeaseHolderSetup } from './lease-holder-program.ts';

/** Longer than any message takes on a calm network. */
const ON_THE_WAY_MS = 5;

export interface LeaseOptions {
  readonly clients: number;
  readonly leaseMs: number;
  /** The student's storage by default. */
  readonly storageProgram?: 'fencedStorage' | 'plainStorage';
}

/** Requests, or their answers. */
export type Way = 'to server' | 'to client';

/** A lease server, its clients and a storage, and what can befall them. Clients are numbered from 1. */
export class LeaseWorld extends Cluster {
  readonly leaseMs: number;
  readonly book: LeaseBook;
  readonly storage: SimServer;
  /** All client numbers. */
  readonly clients: readonly number[];
  private readonly actors: readonly SimServer[];

  /** Everybody is up. */
  constructor(simulation: Simulation, options: LeaseOptions) {
    const { clients, leaseMs, storageProgram = 'fencedStorage' } = options;
    super(simulation, {
      size: 1,
      program: 'leaseServer',
      setup: { leaseMs },
      serverName: () => 'lease server',
    });
    this.leaseMs = leaseMs;
    this.book = new LeaseBook(simulation);
    this.clients = Array.from({ length: clients }, (_, index) => index + 1);
    this.actors = this.clients.map((number) => simulation.addServer(`client ${number}`, 'client'));
    this.storage = simulation.addServer('storage', 'storage');
    this.startAll();
    simulation.boot(this.storage, storageProgram, {});
    for (const number of this.clients) this.startClient(number);
  }

  numberOf(client: SimServer): number {
    return this.actors.indexOf(client) + 1;
  }

  client(number: number): SimServer {
    const client = this.actors[number - 1];
    if (!client) throw new RangeError(`there is no client ${number}, only 1 to ${this.actors.length}`);
    return client;
  }

  // Troubles
  // ---------------------------------------------------------------------------------------------------

  startClient(number: number): void {
    const address = ({ address, name }: SimServer) => ({ address, name });
    const setup: LeaseHolderSetup = {
      leaseMs: this.leaseMs,
      server: address(this.server(0)),
      storage: address(this.storage),
    };
    this.simulation.boot(this.client(number), 'leaseHolder', setup);
  }

  crashClient(number: number): void {
    this.simulation.inflict({ what: 'crash', server: this.client(number) });
  }

  pauseClient(number: number): void {
    const client = this.client(number);
    this.simulation.inflict({ what: 'pause', server: client });
    const { deferred } = client;
    if (!deferred) return;
    this.book.sleeps(client);
    const held = this.book.leases.filter((lease) => lease.client === client);
    void this.simulation.sleep(this.leaseMs + ON_THE_WAY_MS).then(() => {
      // Unless this pause has ended.
      if (client.deferred === deferred) for (const lease of held) this.book.expired(lease);
    });
  }

  resumeClient(number: number): void {
    const client = this.client(number);
    if (!client.deferred) return;
    this.simulation.inflict({ what: 'resume', server: client });
    this.book.wakes(client);
  }

  /** Nobody can renew meanwhile. */
  pauseServer(): void {
    for (const client of this.actors) this.book.trouble(client);
    this.pause(0);
  }

  /** From now on, what goes this way between a client and the lease server waits. */
  holdMessages(number: number, way: Way): void {
    this.book.trouble(this.client(number));
    this.simulation.inflict({ what: 'hold', ...this.way(number, way) });
  }

  /** All of it goes on. Returns how many messages that were. */
  releaseMessages(number: number, way: Way): number {
    return this.simulation.inflict({ what: 'release', ...this.way(number, way) });
  }

  /** Of what waits on this way, what was sent last goes on. */
  releaseNewest(number: number, way: Way): void {
    this.simulation.inflict({ what: 'release one', ...this.way(number, way), which: 'newest' });
  }

  /** Faults of what goes this way between a client and the lease server; `undefined` ends them. */
  setWayFaults(number: number, way: Way, faults: Partial<LinkFaults> | undefined): void {
    this.book.trouble(this.client(number));
    const { from, to } = this.way(number, way);
    this.simulation.inflict({ what: 'faults', of: [from, to], faults });
  }

  /** From now on, what a client sends to the storage waits. */
  holdWrites(number: number): void {
    this.simulation.inflict({ what: 'hold', from: this.client(number), to: this.storage });
  }

  releaseWrites(number: number): void {
    this.simulation.inflict({ what: 'release', from: this.client(number), to: this.storage });
  }

  /** The client and the lease server cannot reach each other; the storage can be reached. */
  cutOff(number: number): void {
    this.book.trouble(this.client(number));
    for (const way of ['to server', 'to client'] as const) {
      this.simulation.inflict({ what: 'cut one way', ...this.way(number, way) });
    }
  }

  /** Faults of the whole network. */
  troubleAll(faults: Partial<LinkFaults>): void {
    for (const client of this.actors) this.book.trouble(client);
    this.setFaults(faults);
  }

  /** `undefined` is the lease server. Two holders at a time are no failure any more. */
  driftClock(number: number | undefined, rate: number): void {
    this.book.clocksAreTrue = false;
    this.simulation.inflict({ what: 'clock rate', server: this.actor(number), rate });
  }

  /** Sets a wall clock. `undefined` is the lease server. */
  jumpClock(number: number | undefined, byMs: number): void {
    this.simulation.inflict({ what: 'clock jump', server: this.actor(number), byMs });
  }

  private actor(number: number | undefined): SimServer {
    return number === undefined ? this.server(0) : this.client(number);
  }

  private way(number: number, way: Way): { readonly from: SimServer; readonly to: SimServer } {
    const [client, server] = [this.client(number), this.server(0)];
    return way === 'to server' ? { from: client, to: server } : { from: server, to: client };
  }
}
