import { NotImplemented } from '../../labrpc/index.ts';

export class Redlock {
  constructor() {
    throw new NotImplemented('lab6d', 'Redlock in redlock.ts', 'labs/lab6-locks/README.md#6d');
  }
}
