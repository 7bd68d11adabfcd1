import type {
  CausalBroadcastConfig,
  CausalBroadcastContract,
  VectorTime,
} from '../../harness/scenarios/lab5-clocks/contract.ts';
import type { Links } from '../../labrpc/index.ts';

/** A broadcast on its way. */
interface Timestamped {
  /** By process: how many of its broadcasts come before this one, or are it. */
  readonly vector: VectorTime;
  readonly payload: unknown;
}

interface Waiting extends Timestamped {
  readonly from: number;
}

/** Causal broadcast with vector timestamps (Birman, Schiper and Stephenson 1991, §5.1: CBCAST). */
export class CausalBroadcast implements CausalBroadcastContract<Timestamped> {
  private readonly links: Links<Timestamped>;
  private readonly deliver: (from: number, payload: unknown) => void;
  /** By process: how many of its broadcasts have been delivered here. Counts broadcasts, and nothing else. */
  private readonly delivered: number[];
  /** What came too early. */
  private waiting: readonly Waiting[] = [];

  constructor(config: CausalBroadcastConfig<Timestamped>) {
    this.links = config.links;
    this.deliver = config.deliver;
    this.delivered = Array<number>(config.links.size).fill(0);
  }

  broadcast(payload: unknown): void {
    const { me, size } = this.links;
    this.count(me);
    const message = { vector: [...this.delivered], payload };
    for (let process = 0; process < size; process++) {
      if (process !== me) this.links.send(process, message);
    }
    this.deliver(me, payload);
  }

  receive(from: number, message: Timestamped): void {
    const arrived = { ...message, from };
    if (this.isCopy(arrived)) return;
    this.waiting = [...this.waiting, arrived];
    // Each delivery may be what another one waits for.
    let next = this.waiting.find((message) => this.isDeliverable(message));
    while (next) {
      this.take(next);
      next = this.waiting.find((message) => this.isDeliverable(message));
    }
  }

  private take(message: Waiting): void {
    this.waiting = this.waiting.filter((other) => other !== message);
    // Counted first: the application may broadcast an answer before `deliver` returns.
    this.count(message.from);
    this.deliver(message.from, message.payload);
  }

  /** It has been delivered, or waits to be. */
  private isCopy({ from, vector }: Waiting): boolean {
    const isDelivered = countOf(vector, from) <= countOf(this.delivered, from);
    const isSame = (other: Waiting) =>
      other.from === from && countOf(other.vector, from) === countOf(vector, from);
    return isDelivered || this.waiting.some(isSame);
  }

  /** It is the next one of its sender, which had delivered nothing that is missing here. */
  private isDeliverable({ from, vector }: Waiting): boolean {
    return vector.every((count, process) => {
      const here = countOf(this.delivered, process);
      return process === from ? count === here + 1 : count <= here;
    });
  }

  private count(process: number): void {
    this.delivered[process] = countOf(this.delivered, process) + 1;
  }
}

function countOf(vector: VectorTime, process: number): number {
  return vector[process] ?? 0;
}
