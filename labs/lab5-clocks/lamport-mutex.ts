import type {
  LamportMutexConfig,
  LamportMutexContract,
  Stamp,
} from '../../harness/scenarios/lab5-clocks/contract.ts';
import { type Links, NotImplemented } from '../../labrpc/index.ts';

/** What processes say to each other. Yours to change: anything that `encode` takes can be sent. */
export interface MutexMessage {
  readonly kind: 'request' | 'acknowledge' | 'release';
  // What else has every message to say (IR2)?
}

/** A lock without a server: each process knows by itself when it is its turn (Lamport 1978, rules 1 to 5). */
export class LamportMutex implements LamportMutexContract<MutexMessage> {
  /** `links.send(to, message)` to any other process; `links.me` is this one, of `links.size`. */
  private readonly links: Links<MutexMessage>;

  // The paper's state: a clock, the request queue, and what was heard of each other process.

  constructor(config: LamportMutexConfig<MutexMessage>) {
    this.links = config.links;
  }

  /** Resolves when this process has the lock, with the stamp of its request (rules 1 and 5). */
  acquire(): Promise<Stamp> {
    throw new NotImplemented(
      'lab5a',
      'LamportMutex.acquire in lamport-mutex.ts',
      'labs/lab5-clocks/README.md#5a',
    );
  }

  /** The process that has the lock gives it up (rule 3). */
  release(): void {
    throw new NotImplemented(
      'lab5a',
      'LamportMutex.release in lamport-mutex.ts',
      'labs/lab5-clocks/README.md#5a',
    );
  }

  /** A message has come, in the order in which `from` sent it (rules 2, 4 and 5). */
  receive(_from: number, _message: MutexMessage): void {
    throw new NotImplemented(
      'lab5a',
      'LamportMutex.receive in lamport-mutex.ts',
      'labs/lab5-clocks/README.md#5a',
    );
  }
}
