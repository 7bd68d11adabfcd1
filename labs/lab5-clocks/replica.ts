import { NotImplemented } from '../../labrpc/index.ts';

export class Replica {
  constructor() {
    throw new NotImplemented('lab5c', 'Replica in replica.ts', 'labs/lab5-clocks/README.md#5c');
  }
}
