import type { LockContract, Session } from '../../harness/scenarios/lab6-locks/contract.ts';
import { NotImplemented } from '../../labrpc/index.ts';

/**
 * A lock that is granted in the order of a queue. The nodes below `path` are the queue: one for each request,
 * ephemeral and sequential. One client uses this object, for one thing at a time, again and again.
 */
export class QueueLock implements LockContract {
  /** What it asks for can get lost: then the answer is `null`, and it may have happened all the same. */
  private readonly session: Session;
  /** The node of the lock, such as `/locks/a`: the nodes of the queue are its children. */
  private readonly path: string;

  // 6c: what does a client have to know of its place in the queue?

  constructor(config: { readonly session: Session; readonly path: string }) {
    this.session = config.session;
    this.path = config.path;
  }

  /**
   * 6c. Resolves when it is this client's turn. Rejects if the session expires before that.
   */
  async acquire(): Promise<void> {
    throw new NotImplemented('lab6c', 'QueueLock.acquire in queue-lock.ts', 'labs/lab6-locks/README.md#6c');
  }

  /** 6c. Resolves when the place in the queue is given up. */
  async release(): Promise<void> {
    throw new NotImplemented('lab6c', 'QueueLock.release in queue-lock.ts', 'labs/lab6-locks/README.md#6c');
  }
}
