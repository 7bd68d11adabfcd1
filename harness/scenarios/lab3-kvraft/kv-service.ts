import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { KvInput } from '../../check/linearizability/models/kv.ts';
import type { ClerkSetup } from './clerk-program.ts';
import { KvClerks, type OpenKvOperation } from './kv-clerks.ts';
import { KvRecord } from './kv-record.ts';
import { ReplicaCluster } from './replica-cluster.ts';

export interface KvOptions {
  readonly size: number;
  readonly clerks: number;
  /** `Infinity`, the default: no snapshots. */
  readonly maxStateBytes?: number;
}

/**
 * A key/value service and its clerks, with the verbs of lab 3. Whatever clerks ask and hear is recorded, and
 * `judge` says at the end whether it is linearizable.
 */
export class KvService extends ReplicaCluster {
  readonly record: KvRecord;
  readonly clerks: KvClerks;

  /** Servers are to be started; clerks are up. */
  constructor(simulation: Simulation, { size, clerks, maxStateBytes = Number.POSITIVE_INFINITY }: KvOptions) {
    super(simulation, { size, program: 'kv', maxStateBytes });
    this.record = new KvRecord(simulation);
    this.clerks = new KvClerks(simulation, {
      count: clerks,
      program: 'clerk',
      setup: (clerk, first) => this.clerkSetup(clerk, first),
      record: this.record,
      answerRule: 'kv/answered',
      describeServers: () => this.describeStates(),
    });
    this.clerks.startAll();
  }

  /** A clerk's servers are in an order of its own, in which `first` stands first. */
  private clerkSetup({ name, incarnation }: SimServer, first: number | undefined): ClerkSetup {
    const order = this.simulation.random(`order of ${name} ${incarnation}`).shuffle(this.all);
    if (first !== undefined) order.sort((a, b) => Number(b === first) - Number(a === first));
    const servers = order.map((server) => {
      const { address, name } = this.server(server);
      return { address, name };
    });
    return { servers };
  }

  get allClerks(): readonly number[] {
    return this.clerks.all;
  }

  clerk(index: number): SimServer {
    return this.clerks.clerk(index);
  }

  startClerk(index: number, first?: number): void {
    this.clerks.start(index, first);
  }

  crashClerk(index: number): void {
    this.clerks.crash(index);
  }

  override crashed(server: SimServer): void {
    if (this.indexOf(server) >= 0) super.crashed(server);
    else this.simulation.count('clerkCrashes');
  }

  override stateChanged(server: SimServer, state: unknown): void {
    if (this.indexOf(server) >= 0) super.stateChanged(server, state);
  }

  // Asking
  // -----------------------------------------------------------------------------------------------------

  begin(clerk: number, input: KvInput): OpenKvOperation {
    return this.clerks.begin(clerk, input);
  }

  allAnswered(limitMs?: number): Promise<void> {
    return this.clerks.allAnswered(limitMs);
  }

  get(clerk: number, key: string, limitMs?: number): Promise<string> {
    return this.clerks.get(clerk, key, limitMs);
  }

  put(clerk: number, key: string, value: string, limitMs?: number): Promise<void> {
    return this.clerks.put(clerk, key, value, limitMs);
  }

  append(clerk: number, key: string, value: string, limitMs?: number): Promise<void> {
    return this.clerks.append(clerk, key, value, limitMs);
  }

  answerOf(open: OpenKvOperation, limitMs?: number): Promise<string | undefined> {
    return this.clerks.answerOf(open, limitMs);
  }

  requestsOf(clerk: number): number {
    return this.clerks.requestsOf(clerk);
  }

  // Judging
  // ----------------------------------------------------------------------------------------------------

  /** Everything that clerks were told must be explained by one order of their operations. */
  judge(): void {
    this.record.judge();
  }

  // Troubling
  // --------------------------------------------------------------------------------------------------

  /** Splits servers and clerks into groups that cannot reach each other. Who is in none reaches everybody. */
  partitionAll(...groups: readonly Group[]): void {
    const parts = groups.map(({ servers, clerks }) => [
      ...servers.map((index) => this.server(index)),
      ...clerks.map((index) => this.clerk(index)),
    ]);
    this.simulation.inflict({ what: 'partition', groups: parts });
  }

  /** Faults of what this clerk sends to servers, and of what they answer; `undefined` ends them. */
  setClerkFaults(clerk: number, faults: Partial<LinkFaults> | undefined): void {
    this.clerks.setFaults(clerk, faults);
  }

  /** From now on what this clerk sends to that server waits on its way. */
  holdRequests(clerk: number, server: number): void {
    this.simulation.inflict({ what: 'hold', from: this.clerk(clerk), to: this.server(server) });
  }

  /** Lets it through. Returns how many requests that were. */
  releaseRequests(clerk: number, server: number): number {
    return this.simulation.inflict({ what: 'release', from: this.clerk(clerk), to: this.server(server) });
  }

  /** How many of its requests wait so. */
  heldRequests(clerk: number, server: number): number {
    return this.simulation.network.heldOn(this.clerk(clerk), this.server(server));
  }

  /** Lets the one through that was sent last, and goes on holding the others. */
  releaseNewestRequest(clerk: number, server: number): void {
    const link = { from: this.clerk(clerk), to: this.server(server) };
    this.simulation.inflict({ what: 'release one', ...link, which: 'newest' });
  }

  pauseClerk(clerk: number): void {
    this.clerks.pause(clerk);
  }

  resumeClerk(clerk: number): void {
    this.clerks.resume(clerk);
  }
}

export interface Group {
  readonly servers: readonly number[];
  readonly clerks: readonly number[];
}
