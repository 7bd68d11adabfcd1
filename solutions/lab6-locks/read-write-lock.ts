import { NotImplemented } from '../../labrpc/index.ts';

export class ReadWriteLock {
  constructor() {
    throw new NotImplemented('lab6c', 'ReadWriteLock in read-write-lock.ts', 'labs/lab6-locks/README.md#6c');
  }
}
