import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { KvInput } from '../../check/linearizability/models/kv.ts';
import type { ClerkSetup } from './clerk-program.ts';
import { KvClerks, type OpenKvOperation } from './kv-clerks.ts';
import { KvRecord } from './kv-record.ts';
import { ServedCluster } from './served-cluster.ts';

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
export class KvService extends ServedCluster<KvInput, string> {
  readonly record: KvRecord;
  readonly clerks: KvClerks;

  /** Servers are to be started; clerks are up. */
  constructor(simulation: Simulation, { size, clerks, maxStateBytes = Number.POSITIVE_INFINITY }: KvOptions) {
    super(simulation, { size, program: 'kv', maxStateBytes });
    this.record = new KvRecord(simulation);
    this.clerks = new KvClerks(simulation, {
      count: clerks,
      program: 'clerk',
      setup: (clerk, first): ClerkSetup => ({ servers: this.addressesFor(clerk, first) }),
      record: this.record,
      answerRule: 'kv/answered',
      describeServers: () => this.describeStates(),
    });
    this.clerks.startAll();
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

  /** Faults of what this clerk sends to servers, and of what they answer; `undefined` ends them. */
  setClerkFaults(clerk: number, faults: Partial<LinkFaults> | undefined): void {
    this.clerks.setFaults(clerk, faults);
  }

  pauseClerk(clerk: number): void {
    this.clerks.pause(clerk);
  }

  resumeClerk(clerk: number): void {
    this.clerks.resume(clerk);
  }
}
