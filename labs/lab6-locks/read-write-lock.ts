import type {
  LockContract,
  ReadWriteLockContract,
  Session,
} from '../../harness/scenarios/lab6-locks/contract.ts';
import { NotImplemented } from '../../labrpc/index.ts';

/**
 * Two locks with one queue, the nodes below `path`: readers share it, a writer has it alone. A client that reads
 * does not write at the same time.
 */
export class ReadWriteLock implements ReadWriteLockContract {
  readonly read: LockContract;
  readonly write: LockContract;

  constructor(_config: { readonly session: Session; readonly path: string }) {
    // 6c: both are like a QueueLock. What differs is for whom they wait.
    this.read = new Unwritten('ReadWriteLock.read');
    this.write = new Unwritten('ReadWriteLock.write');
  }
}

/** 6c: put your locks in its place. */
class Unwritten implements LockContract {
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  async acquire(): Promise<void> {
    const hole = `${this.name}.acquire in read-write-lock.ts`;
    throw new NotImplemented('lab6c', hole, 'labs/lab6-locks/README.md#6c');
  }

  async release(): Promise<void> {
    const hole = `${this.name}.release in read-write-lock.ts`;
    throw new NotImplemented('lab6c', hole, 'labs/lab6-locks/README.md#6c');
  }
}
