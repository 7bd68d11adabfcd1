import type { LockContract, StoreClerkContract } from '../../harness/scenarios/lab6-locks/contract.ts';
import { sleep } from '../../labrpc/index.ts';

const FREE = '';
/** How long to wait before looking at a lock again that somebody holds. */
const LOOK_AGAIN_MS: readonly [number, number] = [50, 150];

interface LockConfig {
  readonly clerk: StoreClerkContract;
  /** The key that holds the lock. */
  readonly name: string;
}

/** A lock is a key of the store. Its value says who holds it; a key that was never written is free. */
export class Lock implements LockContract {
  private readonly clerk: StoreClerkContract;
  private readonly name: string;
  /** Differs from that of any other client. By it a client knows its own puts again. */
  private readonly me = crypto.randomUUID();
  /** Of the value that says that this client holds the lock. */
  private heldVersion = 0;

  constructor({ clerk, name }: LockConfig) {
    this.clerk = clerk;
    this.name = name;
  }

  async acquire(): Promise<void> {
    for (;;) {
      const { value, version } = await this.look();
      if (value === this.me) {
        // A put that was answered `maybe` has taken effect.
        this.heldVersion = version;
        return;
      }
      if (value === FREE) {
        const put = await this.clerk.put(this.name, this.me, version);
        if (put.kind === 'ok') {
          this.heldVersion = version + 1;
          return;
        }
        // Only the value can tell whether that was this client's put.
        if (put.kind === 'maybe') continue;
      }
      const [min, max] = LOOK_AGAIN_MS;
      await sleep(min + Math.random() * (max - min));
    }
  }

  /**
   * Nobody but the holder writes a lock that is held. So if a retry is refused, it was an earlier try that
   * raised the version, and the lock is free: `maybe` is as good as `ok` here.
   */
  async release(): Promise<void> {
    await this.clerk.put(this.name, FREE, this.heldVersion);
  }

  private async look(): Promise<{ readonly value: string; readonly version: number }> {
    const seen = await this.clerk.get(this.name);
    return seen.kind === 'ok' ? seen : { value: FREE, version: 0 };
  }
}
