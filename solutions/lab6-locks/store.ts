import { NotImplemented } from '../../labrpc/index.ts';

export class VersionedStore {
  constructor() {
    throw new NotImplemented('lab6a', 'VersionedStore in store.ts', 'labs/lab6-locks/README.md#6a');
  }
}
