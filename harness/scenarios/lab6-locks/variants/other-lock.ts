import { sleep } from '../../../../labrpc/index.ts';
import type { LockContract, StoreClerkContract } from '../contract.ts';

const NOBODY = 'nobody';
const LONGEST_PAUSE_MS = 640;

/** A correct lock in another style than the solution's: it trusts nothing but what it reads. */
export class Lock implements LockContract {
  private readonly clerk: StoreClerkContract;
  private readonly key: string;
  private turn = '';

  constructor(config: { readonly clerk: StoreClerkContract; readonly name: string }) {
    this.clerk = config.clerk;
    this.key = `locks/${config.name}`;
  }

  async acquire(): Promise<void> {
    this.turn = `${Math.random()} ${Math.random()}`;
    let pauseMs = 20;
    while (!(await this.isMine())) {
      const { owner, version } = await this.read();
      if (owner === NOBODY) await this.clerk.put(this.key, JSON.stringify({ owner: this.turn }), version);
      else {
        await sleep(pauseMs * (0.5 + Math.random()));
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      }
    }
  }

  async release(): Promise<void> {
    for (;;) {
      const { owner, version } = await this.read();
      if (owner !== this.turn) return;
      await this.clerk.put(this.key, JSON.stringify({ owner: NOBODY }), version);
    }
  }

  private async isMine(): Promise<boolean> {
    return (await this.read()).owner === this.turn;
  }

  private async read(): Promise<{ readonly owner: string; readonly version: number }> {
    const seen = await this.clerk.get(this.key);
    if (seen.kind === 'no-key') return { owner: NOBODY, version: 0 };
    return { owner: JSON.parse(seen.value).owner, version: seen.version };
  }
}
