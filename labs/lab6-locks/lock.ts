import type { LockContract, StoreClerkContract } from '../../harness/scenarios/lab6-locks/contract.ts';
import { NotImplemented } from '../../labrpc/index.ts';

interface LockConfig {
  readonly clerk: StoreClerkContract;
  /** The key that holds the lock. */
  readonly name: string;
}

/** 6a. A lock that is a key of the store. Each client has a Lock of its own for it, and a clerk of its own. */
export class Lock implements LockContract {
  private readonly clerk: StoreClerkContract;
  private readonly name: string;

  // Whose value is it? How does a client know its own puts again?

  constructor(config: LockConfig) {
    this.clerk = config.clerk;
    this.name = config.name;
  }

  /** Resolves when this client holds the lock, and nobody else does. */
  async acquire(): Promise<void> {
    throw new NotImplemented('lab6a', 'Lock.acquire in lock.ts', 'labs/lab6-locks/README.md#6a');
  }

  /** Called by who holds it. Resolves when others can have it. */
  async release(): Promise<void> {
    throw new NotImplemented('lab6a', 'Lock.release in lock.ts', 'labs/lab6-locks/README.md#6a');
  }
}
