import { NotImplemented } from '../../labrpc/index.ts';

export class LamportMutex {
  constructor() {
    throw new NotImplemented('lab5a', 'LamportMutex in lamport-mutex.ts', 'labs/lab5-clocks/README.md#5a');
  }
}
