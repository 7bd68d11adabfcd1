import { NotImplemented } from '../../labrpc/index.ts';

export class LeaseServer {
  constructor() {
    throw new NotImplemented('lab6b', 'LeaseServer in lease-server.ts', 'labs/lab6-locks/README.md#6b');
  }
}
