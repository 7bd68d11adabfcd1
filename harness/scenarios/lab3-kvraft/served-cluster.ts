import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { ClerkInput, Clerks } from './clerks.ts';
import { ReplicaCluster } from './replica-cluster.ts';

/** Servers and clerks by number, as a partition puts them together. */
export interface Group {
  readonly servers: readonly number[];
  readonly clerks: readonly number[];
}

/** A cluster of replicas and its clerks, with the verbs for what can befall both. */
export abstract class ServedCluster<Input extends ClerkInput, Answer> extends ReplicaCluster {
  abstract readonly clerks: Clerks<Input, Answer>;

  /** The servers in an order of this reader's own, in which `first` stands first. */
  addressesFor(reader: SimServer, first?: number): { readonly address: number; readonly name: string }[] {
    const { name, incarnation } = reader;
    const order = this.simulation.random(`order of ${name} ${incarnation}`).shuffle(this.all);
    if (first !== undefined) order.sort((a, b) => Number(b === first) - Number(a === first));
    return order.map((index) => {
      const { address, name } = this.server(index);
      return { address, name };
    });
  }

  override crashed(server: SimServer): void {
    if (this.indexOf(server) >= 0) super.crashed(server);
    else this.simulation.count('clerkCrashes');
  }

  /** Splits servers and clerks into groups that cannot reach each other. Who is in none reaches everybody. */
  partitionAll(...groups: readonly Group[]): void {
    const parts = groups.map(({ servers, clerks }) => [
      ...servers.map((index) => this.server(index)),
      ...clerks.map((index) => this.clerks.clerk(index)),
    ]);
    this.simulation.inflict({ what: 'partition', groups: parts });
  }

  /** Faults of what this server answers to this clerk; `undefined` ends them. */
  setAnswerFaults(server: number, clerk: number, faults: Partial<LinkFaults> | undefined): void {
    const of = [this.server(server), this.clerks.clerk(clerk)] as const;
    this.simulation.inflict({ what: 'faults', of, faults });
  }

  /** From now on what this clerk sends to that server waits on its way. */
  holdRequests(clerk: number, server: number): void {
    this.simulation.inflict({ what: 'hold', ...this.requestLink(clerk, server) });
  }

  /** Lets it through. Returns how many requests that were. */
  releaseRequests(clerk: number, server: number): number {
    return this.simulation.inflict({ what: 'release', ...this.requestLink(clerk, server) });
  }

  /** How many of its requests wait so. */
  heldRequests(clerk: number, server: number): number {
    const { from, to } = this.requestLink(clerk, server);
    return this.simulation.network.heldOn(from, to);
  }

  /** Lets the one through that was sent last, and goes on holding the others. */
  releaseNewestRequest(clerk: number, server: number): void {
    const link = this.requestLink(clerk, server);
    this.simulation.inflict({ what: 'release one', ...link, which: 'newest' });
  }

  private requestLink(clerk: number, server: number): { readonly from: SimServer; readonly to: SimServer } {
    return { from: this.clerks.clerk(clerk), to: this.server(server) };
  }
}
