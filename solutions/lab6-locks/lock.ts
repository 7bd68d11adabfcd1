import { NotImplemented } from '../../labrpc/index.ts';

export class Lock {
  constructor() {
    throw new NotImplemented('lab6a', 'Lock in lock.ts', 'labs/lab6-locks/README.md#6a');
  }
}
