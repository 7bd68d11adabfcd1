import type {
  Lease,
  LeaseClientConfig,
  LeaseClientContract,
} from '../../harness/scenarios/lab6-locks/contract.ts';
import { NotImplemented, type Peer } from '../../labrpc/index.ts';
import type { LeaseRpc } from './lease-server.ts';

/**
 * A client's access to the lease server. `await server.call('acquire', { name })` gives the server's reply, or
 * `null` if none came. A client may hold several locks, and asks for one of them again only when it has
 * released it, or the signal of its lease has aborted.
 */
export class LeaseClient implements LeaseClientContract {
  private readonly server: Peer<LeaseRpc>;
  /** As the server has it, in ms. */
  private readonly leaseMs: number;

  constructor(config: LeaseClientConfig<LeaseRpc>) {
    this.server = config.server;
    this.leaseMs = config.leaseMs;
  }

  /**
   * 6b. Resolves when this client has the lock, however long that takes. From then on the lease is renewed,
   * until it is released or lost. A class of its own for a lease that is held may be worth it.
   */
  async acquire(_name: string): Promise<Lease> {
    throw new NotImplemented(
      'lab6b',
      'LeaseClient.acquire in lease-client.ts',
      'labs/lab6-locks/README.md#6b',
    );
  }
}
