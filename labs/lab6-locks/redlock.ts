import type {
  ExpiringStoreRpc,
  RedlockConfig,
  RedlockContract,
  RedlockResult,
} from '../../harness/scenarios/lab6-locks/contract.ts';
import { NotImplemented, type Peer } from '../../labrpc/index.ts';

/**
 * One client's access to locks that a majority of independent stores grants. `await store.call('setIfAbsent',
 * args)` asks one of them and gives its answer, or `null` if none came: then it may have set the key all the
 * same, and you may have waited for 7 s.
 */
export class Redlock implements RedlockContract {
  private readonly stores: readonly Peer<ExpiringStoreRpc>[];
  /** Largest relative difference between two clocks: 0.01 means one in a hundred. */
  private readonly maxDriftRatio: number;

  constructor(config: RedlockConfig) {
    this.stores = config.stores;
    this.maxDriftRatio = config.maxDriftRatio;
  }

  /**
   * 6d. One try: `held` if a majority of the stores has set the key and some of the time is left. Whoever
   * called waits and tries again.
   */
  async tryAcquire(_resource: string, _ttlMs: number): Promise<RedlockResult> {
    throw new NotImplemented('lab6d', 'Redlock.tryAcquire in redlock.ts', 'labs/lab6-locks/README.md#6d');
  }
}
