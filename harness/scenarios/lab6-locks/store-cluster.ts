import type { PeerAddress } from '../../../labrpc/host/program.ts';
import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Cluster } from '../../cluster/cluster.ts';

/** The only server. It is up from the beginning, and never crashes. */
const STORE = 0;

/** The versioned store, and what can befall it and the way to it. */
export class StoreCluster extends Cluster {
  constructor(simulation: Simulation) {
    super(simulation, { size: 1, program: 'store', serverName: () => 'store' });
    this.start(STORE);
  }

  get store(): SimServer {
    return this.server(STORE);
  }

  get storeAddress(): PeerAddress {
    const { address, name } = this.store;
    return { address, name };
  }

  pauseStore(): void {
    this.pause(STORE);
  }

  resumeStore(): void {
    this.resume(STORE);
  }

  /** From now on the store's answers to this client are lost, though it does what it is asked. */
  loseReplies(client: SimServer): void {
    this.inflictOnWay(this.store, client, { dropReplyRatio: 1 });
  }

  /** From now on nothing that this client asks reaches the store. */
  loseRequests(client: SimServer): void {
    this.inflictOnWay(client, this.store, { dropRequestRatio: 1 });
  }

  /** Ends both. */
  loseNothing(client: SimServer): void {
    this.inflictOnWay(this.store, client, undefined);
    this.inflictOnWay(client, this.store, undefined);
  }

  /** How many values the store remembers in all. */
  async countValues(): Promise<number> {
    const result = await this.simulation.call(this.store, 'countValues', {});
    return result.kind === 'returned' ? (result.value as number) : 0;
  }

  private inflictOnWay(from: SimServer, to: SimServer, faults: Partial<LinkFaults> | undefined): void {
    this.simulation.inflict({ what: 'faults', of: [from, to], faults });
  }
}
