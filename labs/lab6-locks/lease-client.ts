import { NotImplemented } from '../../labrpc/index.ts';

export class LeaseClient {
  constructor() {
    throw new NotImplemented('lab6b', 'LeaseClient in lease-client.ts', 'labs/lab6-locks/README.md#6b');
  }
}
