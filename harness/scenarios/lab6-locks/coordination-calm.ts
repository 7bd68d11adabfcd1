import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';

/** The handout: on a calm network everything is done within this time. */
const CALM_LIMIT_MS = 1000;
/** The handout: and within this on one that loses messages. */
const LOSSY_LIMIT_MS = 5000;

/** Since when a client can be asked to be quick: it is up, awake and can reach the service. */
export class Calm {
  private readonly simulation: Simulation;
  private readonly since = new Map<SimServer, number>();
  private network: 'calm' | 'lossy' = 'calm';
  private networkSinceMs = 0;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** Until `recovers`, nothing is asked of this client. */
  ails(client: SimServer): void {
    this.since.set(client, Number.POSITIVE_INFINITY);
  }

  recovers(client: SimServer): void {
    this.since.set(client, this.simulation.nowMs);
  }

  networkIs(network: 'calm' | 'lossy'): void {
    this.network = network;
    this.networkSinceMs = this.simulation.nowMs;
  }

  /** A message got lost, or the service stood still: everybody's time begins now. */
  beginsAnew(): void {
    this.networkSinceMs = this.simulation.nowMs;
  }

  /** Infinity while it ails. */
  sinceMs(client: SimServer): number {
    return Math.max(this.since.get(client) ?? 0, this.networkSinceMs);
  }

  get limitMs(): number {
    return this.network === 'calm' ? CALM_LIMIT_MS : LOSSY_LIMIT_MS;
  }
}
