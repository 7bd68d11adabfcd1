import { NotImplemented } from '../../labrpc/index.ts';

export class StoreClerk {
  constructor() {
    throw new NotImplemented('lab6a', 'StoreClerk in store-client.ts', 'labs/lab6-locks/README.md#6a');
  }
}
