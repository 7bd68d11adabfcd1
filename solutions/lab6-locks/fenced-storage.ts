import { NotImplemented } from '../../labrpc/index.ts';

export class FencedStorage {
  constructor() {
    throw new NotImplemented('lab6b', 'FencedStorage in fenced-storage.ts', 'labs/lab6-locks/README.md#6b');
  }
}
