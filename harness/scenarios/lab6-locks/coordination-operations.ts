import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { OperationKind } from './coordination-rpc.ts';

/** The handout: so many operations for each time that a client acquires and releases, on average. */
const OPERATIONS_A_GRANT = 12;

/** What each client has asked of the service. */
export class Operations {
  private readonly simulation: Simulation;
  private readonly byClient = new Map<SimServer, Map<OperationKind, number>>();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  executed(client: SimServer, kind: OperationKind): void {
    const counts = this.byClient.get(client) ?? new Map<OperationKind, number>();
    this.byClient.set(client, counts);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }

  /** At the end of a run in which no messages got lost: throws if there were too many for its grants. */
  judge(): void {
    const { operations = 0, grants = 0 } = this.simulation.exercised;
    if (operations <= grants * OPERATIONS_A_GRANT) return;
    const each = (operations / grants).toFixed(1);
    const [worst] = [...this.byClient].sort(([, a], [, b]) => total(b) - total(a));
    const most = worst ? `; most of them ${worst[0].name}, in all ${told(worst[1])}` : '';
    const message = `${operations} operations for ${grants} grants, which are ${each} for each, of ${OPERATIONS_A_GRANT} at most: they must not grow with those who wait, nor with the time for which they wait${most}`;
    throw new Violation('lock/operations', message, { paper: 'handout: limits', actor: worst?.[0].name });
  }
}

function total(counts: ReadonlyMap<OperationKind, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

/** `1 create, 98 children`. */
function told(counts: ReadonlyMap<OperationKind, number>): string {
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
