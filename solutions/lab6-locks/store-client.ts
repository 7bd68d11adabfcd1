import type {
  GetResult,
  PutResult,
  StoreClerkConfig,
  StoreClerkContract,
} from '../../harness/scenarios/lab6-locks/contract.ts';
import { type Peer, sleep } from '../../labrpc/index.ts';
import type { StoreRpc } from './store.ts';

const RETRY_AFTER_MS = 50;

/** Asks the store, again and again until it answers. */
export class StoreClerk implements StoreClerkContract {
  private readonly server: Peer<StoreRpc>;

  constructor({ server }: StoreClerkConfig<StoreRpc>) {
    this.server = server;
  }

  /** Reads may happen twice: they change nothing. */
  async get(key: string): Promise<GetResult> {
    for (;;) {
      const result = await this.server.call('get', { key });
      if (result) return result;
      await sleep(RETRY_AFTER_MS);
    }
  }

  async put(key: string, value: string, version: number): Promise<PutResult | { readonly kind: 'maybe' }> {
    for (let tries = 1; ; tries++) {
      const result = await this.server.call('put', { key, value, version });
      // Who raised the version? An earlier try whose answer was lost, or somebody else: nobody can tell.
      if (result?.kind === 'version-mismatch' && tries > 1) return { kind: 'maybe' };
      if (result) return result;
      await sleep(RETRY_AFTER_MS);
    }
  }
}
