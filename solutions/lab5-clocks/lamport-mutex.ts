import type {
  LamportMutexConfig,
  LamportMutexContract,
  Stamp,
} from '../../harness/scenarios/lab5-clocks/contract.ts';
import type { Links } from '../../labrpc/index.ts';
import { compareStamps, LamportClock } from './lamport-clock.ts';

/** What processes say to each other. `time`: of the sending, by the sender's clock. */
export interface MutexMessage {
  readonly kind: 'request' | 'acknowledge' | 'release';
  readonly time: number;
}

/** A request of this process that has not been granted. */
interface OwnRequest {
  readonly stamp: Stamp;
  readonly grant: (stamp: Stamp) => void;
}

/** A lock without a server: each process knows by itself when it is its turn (Lamport 1978, rules 1 to 5). */
export class LamportMutex implements LamportMutexContract<MutexMessage> {
  private readonly links: Links<MutexMessage>;
  private readonly clock = new LamportClock();
  /** The request queue: what is known here and not released, in the total order. */
  private queue: Stamp[] = [];
  /** By process: the time of its latest message. Links keep order, so nothing older can still come. */
  private readonly heard: number[];
  private waiting: OwnRequest | undefined;

  constructor({ links }: LamportMutexConfig<MutexMessage>) {
    this.links = links;
    this.heard = Array<number>(links.size).fill(0);
  }

  /** Rule 1. */
  acquire(): Promise<Stamp> {
    const stamp = { time: this.clock.tick(), process: this.links.me };
    this.enqueue(stamp);
    this.sendToOthers({ kind: 'request', time: stamp.time });
    return new Promise((grant) => {
      this.waiting = { stamp, grant };
      this.enterIfFirst();
    });
  }

  /** Rule 3. */
  release(): void {
    this.removeRequestOf(this.links.me);
    this.sendToOthers({ kind: 'release', time: this.clock.tick() });
  }

  receive(from: number, { kind, time }: MutexMessage): void {
    this.clock.receive(time);
    this.heard[from] = time;
    switch (kind) {
      // Rule 2. The clock is past the request's time, and so is the time of the answer.
      case 'request':
        this.enqueue({ time, process: from });
        this.links.send(from, { kind: 'acknowledge', time: this.clock.tick() });
        break;
      // Rule 4.
      case 'release':
        this.removeRequestOf(from);
        break;
      // It says nothing but its time.
      case 'acknowledge':
        break;
    }
    this.enterIfFirst();
  }

  /** Rule 5: the own request is the first of all that are known here, and no earlier one can still come. */
  private enterIfFirst(): void {
    if (!this.waiting || this.queue[0] !== this.waiting.stamp) return;
    const { stamp, grant } = this.waiting;
    if (!this.hasHeardAllAfter(stamp)) return;
    this.waiting = undefined;
    grant(stamp);
  }

  /** Whether every other process has been heard with something that comes after this in the total order. */
  private hasHeardAllAfter(stamp: Stamp): boolean {
    return this.heard.every((time, process) => {
      return process === this.links.me || compareStamps({ time, process }, stamp) > 0;
    });
  }

  private enqueue(stamp: Stamp): void {
    this.queue.push(stamp);
    this.queue.sort(compareStamps);
  }

  /** A process has one request at a time. */
  private removeRequestOf(process: number): void {
    this.queue = this.queue.filter((stamp) => stamp.process !== process);
  }

  private sendToOthers(message: MutexMessage): void {
    const { me, size } = this.links;
    for (let to = 0; to < size; to++) if (to !== me) this.links.send(to, message);
  }
}
