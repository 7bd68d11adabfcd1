import { NotImplemented } from '../../labrpc/index.ts';

export class CausalBroadcast {
  constructor() {
    throw new NotImplemented(
      'lab5b',
      'CausalBroadcast in causal-broadcast.ts',
      'labs/lab5-clocks/README.md#5b',
    );
  }
}
