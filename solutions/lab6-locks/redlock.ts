import type {
  ExpiringStoreRpc,
  RedlockConfig,
  RedlockContract,
  RedlockResult,
} from '../../harness/scenarios/lab6-locks/contract.ts';
import { type Peer, sleep } from '../../labrpc/index.ts';

/** How long to wait for a store: long for an answer, and short against any time to live. */
const PATIENCE_MS = 80;
/** What clocks that count whole milliseconds may be wrong by. */
const ROUNDING_MS = 2;

/**
 * One client's access to locks that a majority of independent stores grants (Sanfilippo, "Distributed Locks
 * with Redis", the Redlock algorithm). It is as safe as the clocks, and as its client is awake.
 */
export class Redlock implements RedlockContract {
  private readonly stores: readonly Peer<ExpiringStoreRpc>[];
  private readonly maxDriftRatio: number;

  constructor(config: RedlockConfig) {
    this.stores = config.stores;
    this.maxDriftRatio = config.maxDriftRatio;
  }

  async tryAcquire(resource: string, ttlMs: number): Promise<RedlockResult> {
    // Step 1. Not the wall clock, which may be set. Keys expire no sooner than `ttlMs` from now.
    const begunMs = performance.now();
    // Unique for this try: only what this try has set can be removed by it, however late.
    const value = crypto.randomUUID();
    // Step 2. All at the same time: the sooner a majority has it, the more of the time is left.
    const answers = await this.askAll((store) => store.call('setIfAbsent', { key: resource, value, ttlMs }));
    // Step 3 and 4. What is left when the last answer has come, if a store's clock is as fast as can be.
    const elapsedMs = performance.now() - begunMs;
    const validForMs = ttlMs - elapsedMs - (ttlMs * this.maxDriftRatio + ROUNDING_MS);
    const setBy = answers.filter((answer) => answer?.kind === 'set').length;
    if (setBy > this.stores.length / 2 && validForMs > 0) {
      return { kind: 'held', validForMs, release: () => this.removeAll(resource, value) };
    }
    // Step 5.
    await this.removeAll(resource, value);
    return { kind: 'not-held' };
  }

  /** On every store: one that has not answered may have set the key all the same. */
  private async removeAll(resource: string, value: string): Promise<void> {
    await this.askAll((store) => store.call('removeIfEqual', { key: resource, value }));
  }

  /** What each store answers, or `null` if it does not in time. */
  private askAll<Answer>(
    ask: (store: Peer<ExpiringStoreRpc>) => Promise<Answer | null>,
  ): Promise<(Answer | null)[]> {
    const patience = sleep(PATIENCE_MS).then(() => null);
    return Promise.all(this.stores.map((store) => Promise.race([ask(store), patience])));
  }
}
