import type {
  GetResult,
  PutResult,
  StoreClerkConfig,
  StoreClerkContract,
} from '../../harness/scenarios/lab6-locks/contract.ts';
import { NotImplemented, type Peer } from '../../labrpc/index.ts';
import type { StoreRpc } from './store.ts';

/**
 * 6a. A client's access to the store. `await this.server.call('get', { key })` gives the store's reply, or
 * `null` if none came: then the store may have done what it was asked, or not.
 */
export class StoreClerk implements StoreClerkContract {
  private readonly server: Peer<StoreRpc>;

  constructor(config: StoreClerkConfig<StoreRpc>) {
    this.server = config.server;
  }

  /** Resolves when the store has answered, however often it has to be asked. */
  async get(_key: string): Promise<GetResult> {
    throw new NotImplemented('lab6a', 'StoreClerk.get in store-client.ts', 'labs/lab6-locks/README.md#6a');
  }

  /** As `get`. `maybe`: the put may have taken effect, and nobody can tell. */
  async put(_key: string, _value: string, _version: number): Promise<PutResult | { readonly kind: 'maybe' }> {
    throw new NotImplemented('lab6a', 'StoreClerk.put in store-client.ts', 'labs/lab6-locks/README.md#6a');
  }
}
