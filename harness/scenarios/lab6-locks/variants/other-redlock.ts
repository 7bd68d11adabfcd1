import { type Peer, sleep } from '../../../../labrpc/index.ts';
import type { ExpiringStoreRpc, RedlockConfig, RedlockContract, RedlockResult } from '../contract.ts';

const PATIENCE_MS = 50;

/**
 * Another correct design: stores are asked one after the other, from one at random, with a value for each; as
 * soon as the outcome is known the others are not asked. Keys are taken back in the background, twice if need
 * be.
 */
export class Redlock implements RedlockContract {
  private readonly stores: readonly Peer<ExpiringStoreRpc>[];
  private readonly keepRatio: number;

  constructor({ stores, maxDriftRatio }: RedlockConfig) {
    this.stores = stores;
    this.keepRatio = 1 / (1 + maxDriftRatio);
  }

  async tryAcquire(resource: string, ttlMs: number): Promise<RedlockResult> {
    const endMs = performance.now() + ttlMs * this.keepRatio - 1;
    const majority = Math.floor(this.stores.length / 2) + 1;
    const first = Math.floor(Math.random() * this.stores.length);
    const undo: (() => Promise<void>)[] = [];
    let set = 0;
    for (let nth = 0; nth < this.stores.length; nth++) {
      if (set === majority || set + this.stores.length - nth < majority) break;
      const store = this.stores[(first + nth) % this.stores.length] as Peer<ExpiringStoreRpc>;
      const claim = { key: `locks/${resource}`, value: `${crypto.randomUUID()}@${nth}` };
      undo.push(() => takeBack(store, claim));
      const answer = store.call('setIfAbsent', { ...claim, ttlMs });
      if ((await Promise.race([answer, sleep(PATIENCE_MS)]))?.kind === 'set') set += 1;
    }
    const validForMs = endMs - performance.now();
    const release = async () => {
      await Promise.all(undo.map((one) => one()));
    };
    if (set >= majority && validForMs > 0) return { kind: 'held', validForMs, release };
    void release();
    return { kind: 'not-held' };
  }
}

async function takeBack(
  store: Peer<ExpiringStoreRpc>,
  claim: { readonly key: string; readonly value: string },
): Promise<void> {
  if ((await store.call('removeIfEqual', claim)) === null) await store.call('removeIfEqual', claim);
}
