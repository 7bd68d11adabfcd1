import type {
  CounterServerConfig,
  CounterServerContract,
} from '../../harness/scenarios/lab0-tour/contract.ts';
import type { Persister } from '../../labrpc/index.ts';
import { decode, encode } from '../../labrpc/index.ts';

/** What clients can ask. Yours to change: any method with one object in and one object out will do. */
export interface CounterRpc {
  increment(args: IncrementArgs): CounterReply;
  read(args: object): CounterReply;
}

export interface IncrementArgs {
  /** Who asks. */
  readonly client: string;
}

export interface CounterReply {
  readonly value: number;
}

/** Counts. A restart makes a new instance: what has to survive is in `persister`. */
export class CounterServer implements CounterServerContract, CounterRpc {
  value = 0;
  private readonly persister: Persister;

  constructor({ persister }: CounterServerConfig) {
    this.persister = persister;
    const saved = persister.readState();
    if (saved) this.value = decode<CounterReply>(saved).value;
  }

  increment(): CounterReply {
    this.value += 1;
    this.persister.save(encode({ value: this.value }));
    return { value: this.value };
  }

  read(): CounterReply {
    return { value: this.value };
  }
}
