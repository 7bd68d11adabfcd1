import type { SimServer } from '../../../labrpc/sim/server.ts';
import { serversOf } from './group-links.ts';
import type { ShardService } from './shard-service.ts';

/** What went from some actors to others. */
export interface Flow {
  readonly rpcs: number;
  readonly bytes: number;
}

/** Counts what goes over the network from its making on, or from the last `reset`. */
export class TrafficMeter {
  private readonly service: ShardService;
  private readonly actors: readonly SimServer[];
  private before: ReadonlyMap<string, Flow> = new Map();
  private sinceMs = 0;
  private terms = 0;

  constructor(service: ShardService) {
    this.service = service;
    const { clerks, allClusters } = service;
    this.actors = [...clerks.all.map((clerk) => clerks.clerk(clerk)), ...serversOf(...allClusters)];
    this.reset();
  }

  reset(): void {
    const links = this.actors.flatMap((from) => this.actors.map((to) => [from, to] as const));
    this.before = new Map(links.map(([from, to]) => [keyOf(from, to), this.total(from, to)]));
    this.sinceMs = this.service.simulation.nowMs;
    this.terms = this.termsOf();
  }

  get seconds(): number {
    return (this.service.simulation.nowMs - this.sinceMs) / 1000;
  }

  /** Whether nobody was elected meanwhile: an election costs calls of its own. */
  get isCalm(): boolean {
    return this.termsOf() === this.terms;
  }

  /** From any of these to any of those, in requests and in bytes of requests and replies. */
  flow(from: readonly SimServer[], to: readonly SimServer[]): Flow {
    let rpcs = 0;
    let bytes = 0;
    for (const sender of from) {
      for (const receiver of to) {
        if (sender === receiver) continue;
        const now = this.total(sender, receiver);
        const before = this.before.get(keyOf(sender, receiver));
        rpcs += now.rpcs - (before?.rpcs ?? 0);
        bytes += now.bytes - (before?.bytes ?? 0);
      }
    }
    return { rpcs, bytes };
  }

  /** Of all pairs of these, the one with the most calls from the first to the second. */
  busiest(from: readonly SimServer[], to: readonly SimServer[]): { from: string; to: string; rpcs: number } {
    const links = from.flatMap((sender) =>
      to.map((receiver) => ({
        from: sender.name,
        to: receiver.name,
        rpcs: this.flow([sender], [receiver]).rpcs,
      })),
    );
    return links.reduce((most, link) => (link.rpcs > most.rpcs ? link : most));
  }

  private total(from: SimServer, to: SimServer): Flow {
    const { rpcs, bytes } = this.service.simulation.network.traffic.onLink(from.address, to.address);
    return { rpcs, bytes };
  }

  private termsOf(): number {
    return this.service.allClusters.reduce((sum, { safety }) => sum + safety.leaders.size, 0);
  }
}

function keyOf(from: SimServer, to: SimServer): string {
  return `${from.address}>${to.address}`;
}
