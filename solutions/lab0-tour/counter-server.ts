import type {
  CounterServerConfig,
  CounterServerContract,
} from '../../harness/scenarios/lab0-tour/contract.ts';
import type { Persister } from '../../labrpc/index.ts';
import { decode, encode } from '../../labrpc/index.ts';

/** What clients can ask. */
export interface CounterRpc {
  increment(args: IncrementArgs): CounterReply;
  read(args: object): CounterReply;
}

/** Two requests with the same arguments are the same increment: the second is a retry, or a late copy. */
export interface IncrementArgs {
  readonly client: string;
  /** Counts the increments of this client, from 1. */
  readonly number: number;
}

export interface CounterReply {
  readonly value: number;
}

/** The newest increment of a client that has been counted, and what it was answered. */
interface Counted extends CounterReply {
  readonly number: number;
}

interface Saved {
  readonly value: number;
  readonly counted: Map<string, Counted>;
}

/** Counts each increment once, however often it is asked for. */
export class CounterServer implements CounterServerContract, CounterRpc {
  value = 0;
  /** By client. A client asks for one increment at a time, so one is enough to remember. */
  private counted = new Map<string, Counted>();
  private readonly persister: Persister;

  constructor({ persister }: CounterServerConfig) {
    this.persister = persister;
    const state = persister.readState();
    if (!state) return;
    const saved = decode<Saved>(state);
    this.value = saved.value;
    this.counted = saved.counted;
  }

  increment({ client, number }: IncrementArgs): CounterReply {
    const last = this.counted.get(client);
    // If it is older than the last, its client has its answer, and nobody waits for this one.
    if (last && number <= last.number) return { value: last.value };
    this.value += 1;
    this.counted.set(client, { number, value: this.value });
    this.save();
    return { value: this.value };
  }

  read(): CounterReply {
    return { value: this.value };
  }

  /** In one step: a crash between two would leave an increment that is counted and not remembered. */
  private save(): void {
    const saved: Saved = { value: this.value, counted: this.counted };
    this.persister.save(encode(saved));
  }
}
