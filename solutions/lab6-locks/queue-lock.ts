import { NotImplemented } from '../../labrpc/index.ts';

export class QueueLock {
  constructor() {
    throw new NotImplemented('lab6c', 'QueueLock in queue-lock.ts', 'labs/lab6-locks/README.md#6c');
  }
}
