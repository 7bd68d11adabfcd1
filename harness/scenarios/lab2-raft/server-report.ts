import type { LedCluster } from './led-cluster.ts';

/** What is known of one server, for the text of a failure. */
export interface ServerReport {
  readonly name: string;
  /** As it said last. */
  readonly term: number;
  readonly isLeader: boolean;
  readonly condition: 'well' | 'down' | 'cut off' | 'paused';
  /** The last log index that its service has, in its present life. */
  readonly appliedIndex: number;
  /** In how many terms it is known to have stood for election. */
  readonly timesStood: number;
}

/** One report a server, by index. */
export function reportServers(raft: LedCluster): ServerReport[] {
  return raft.all.map((index) => ({
    name: raft.server(index).name,
    ...raft.state(index),
    condition: conditionOf(raft, index),
    appliedIndex: raft.safety.appliedIndexOf(index),
    timesStood: raft.candidacies.of(index),
  }));
}

function conditionOf(raft: LedCluster, index: number): ServerReport['condition'] {
  if (!raft.isUp(index)) return 'down';
  if (!raft.isConnected(index)) return 'cut off';
  return raft.isHealthy(index) ? 'well' : 'paused';
}

/** No network of lab 2 delivers sooner. */
const FASTEST_MESSAGE_MS = 1;

/**
 * Counts who stood for election, as far as it shows: whoever is in a new term before anybody can have told it
 * did.
 */
export class Candidacies {
  // All begin in term 0, for which nobody stood.
  private newest = { term: 0, sinceMs: Number.NEGATIVE_INFINITY };
  private readonly times = new Map<number, number>();

  /** A server says that it is in a term in which it was not before. Times are virtual ms. */
  entered(server: number, term: number, atMs: number): void {
    if (term > this.newest.term) this.newest = { term, sinceMs: atMs };
    else if (term < this.newest.term || atMs >= this.newest.sinceMs + FASTEST_MESSAGE_MS) return;
    this.times.set(server, this.of(server) + 1);
  }

  /** How often this server is known to have stood; it may have been more often. */
  of(server: number): number {
    return this.times.get(server) ?? 0;
  }
}
