import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { KvInput } from '../../check/linearizability/models/kv.ts';
import { LedCluster } from '../lab2-raft/led-cluster.ts';
import type { ClerkSetup } from './clerk-program.ts';
import { DiskWatch } from './disk-watch.ts';
import { KvRecord } from './kv-record.ts';

/** The handout: a clerk has its answer within this time while nothing hinders it. */
export const ANSWER_LIMIT_MS = 5000;
/** What a plan leaves out takes a moment all the same. */
const LEFT_OUT_MS = 1;

export interface KvOptions {
  readonly size: number;
  readonly clerks: number;
  /** `Infinity`, the default: no snapshots. */
  readonly maxStateBytes?: number;
}

/** An operation that may be under way. */
export interface OpenOperation {
  readonly clerk: number;
  readonly input: KvInput;
  readonly askedAtMs: number;
  readonly isAnswered: boolean;
  /** What a get gave, '' for others; undefined if its clerk died first. */
  readonly answer: Promise<string | undefined>;
}

/** For how long answers are waited for. */
interface Wait {
  readonly fromMs: number;
  readonly limitMs: number;
  /** By clerk: its requests before that. */
  readonly sentBefore: readonly number[];
}

/**
 * A key/value service and its clerks, with the verbs of lab 3. Whatever clerks ask and hear is recorded, and
 * `judge` says at the end whether it is linearizable.
 */
export class KvService extends LedCluster {
  readonly record: KvRecord;
  readonly disks: DiskWatch;
  private readonly clerks: readonly SimServer[];
  /** By clerk: the last operation that it was asked for. */
  private readonly open: OpenOperation[] = [];

  /** Servers are to be started; clerks are up. */
  constructor(simulation: Simulation, { size, clerks, maxStateBytes = Number.POSITIVE_INFINITY }: KvOptions) {
    super(simulation, { size, program: 'kv', setup: { maxStateBytes } });
    this.record = new KvRecord(simulation);
    this.disks = new DiskWatch(simulation, maxStateBytes);
    this.clerks = Array.from({ length: clerks }, (_, index) =>
      simulation.addServer(`clerk ${index}`, 'client'),
    );
    for (const clerk of this.allClerks) this.startClerk(clerk);
  }

  get allClerks(): readonly number[] {
    return this.clerks.map((_, index) => index);
  }

  clerk(index: number): SimServer {
    const clerk = this.clerks[index];
    if (!clerk) throw new RangeError(`there is no clerk ${index}, only 0 to ${this.clerks.length - 1}`);
    return clerk;
  }

  // Life and death of clerks
  // --------------------------------------------------------------------------------------------

  /**
   * A new clerk, which knows nothing of any that was there before. Its servers are in an order of its own, in
   * which `first` stands first.
   */
  startClerk(index: number, first?: number): void {
    const clerk = this.clerk(index);
    const order = this.simulation.random(`order of ${clerk.name} ${clerk.incarnation}`).shuffle(this.all);
    if (first !== undefined) order.sort((a, b) => Number(b === first) - Number(a === first));
    const servers = order.map((server) => {
      const { address, name } = this.server(server);
      return { address, name };
    });
    const setup: ClerkSetup = { servers };
    this.simulation.boot(clerk, 'clerk', setup);
  }

  /** What it was asked stays open for ever: it may still happen. */
  crashClerk(index: number): void {
    this.simulation.inflict({ what: 'crash', server: this.clerk(index) });
  }

  override crashed(server: SimServer): void {
    if (this.indexOf(server) >= 0) super.crashed(server);
    else this.simulation.count('clerkCrashes');
  }

  override stateChanged(server: SimServer, state: unknown): void {
    if (this.indexOf(server) >= 0) super.stateChanged(server, state);
  }

  saved(server: SimServer): void {
    this.disks.saved(server);
  }

  override start(index: number): void {
    super.start(index);
    this.disks.started(this.server(index));
  }

  // Asking
  // -----------------------------------------------------------------------------------------------------

  /** Asks and does not wait. A clerk does one thing at a time. */
  begin(clerk: number, input: KvInput): OpenOperation {
    const actor = this.clerk(clerk);
    const { planned } = this.simulation;
    const askedAtMs = this.simulation.nowMs;
    const what = `${input.kind} ${actor.name}`;
    if (planned && (planned.isAbsent(actor) || !planned.operation(what))) {
      const answer = this.simulation.sleep(LEFT_OUT_MS).then(() => undefined);
      return { clerk, input, askedAtMs, isAnswered: true, answer };
    }
    const id = this.record.begin(actor, input);
    const { kind, ...args } = input;
    const open = {
      clerk,
      input,
      askedAtMs,
      isAnswered: false,
      answer: this.simulation.call(actor, kind, args).then((result) => {
        open.isAnswered = true;
        if (result.kind === 'down') return undefined;
        return this.answered(id, result.value);
      }),
    };
    this.open[clerk] = open;
    return open;
  }

  /** Waits until no clerk that is up has anything under way; that takes at most `limitMs`. */
  async allAnswered(limitMs: number = ANSWER_LIMIT_MS): Promise<void> {
    const wait = this.waitFromNow(limitMs);
    for (const open of this.open) if (open) await this.answerWithin(wait, open);
  }

  /** The value, within `limitMs`. */
  async get(clerk: number, key: string, limitMs: number = ANSWER_LIMIT_MS): Promise<string> {
    return (await this.answerOf(this.begin(clerk, { kind: 'get', key }), limitMs)) ?? '';
  }

  async put(clerk: number, key: string, value: string, limitMs: number = ANSWER_LIMIT_MS): Promise<void> {
    await this.answerOf(this.begin(clerk, { kind: 'put', key, value }), limitMs);
  }

  async append(clerk: number, key: string, value: string, limitMs: number = ANSWER_LIMIT_MS): Promise<void> {
    await this.answerOf(this.begin(clerk, { kind: 'append', key, value }), limitMs);
  }

  /** Waits for an operation that has begun; no answer within `limitMs` from now is a failure. */
  answerOf(open: OpenOperation, limitMs: number = ANSWER_LIMIT_MS): Promise<string | undefined> {
    return this.answerWithin(this.waitFromNow(limitMs), open);
  }

  private waitFromNow(limitMs: number): Wait {
    const sentBefore = this.allClerks.map((clerk) => this.requestsOf(clerk));
    return { fromMs: this.simulation.nowMs, limitMs, sentBefore };
  }

  private async answerWithin(wait: Wait, open: OpenOperation): Promise<string | undefined> {
    const restMs = wait.fromMs + wait.limitMs - this.simulation.nowMs;
    await Promise.race([open.answer, this.simulation.sleep(this.patienceMs(restMs))]);
    if (open.isAnswered) return open.answer;
    const { name } = this.clerk(open.clerk);
    const message = `${this.describeUnanswered(open, wait)}; ${this.describeStates()}`;
    throw new Violation('kv/answered', message, { actor: name });
  }

  /** What was asked and when, how long it could have had its answer, what its clerk has done for that. */
  private describeUnanswered(
    { clerk, input, askedAtMs }: OpenOperation,
    { fromMs, limitMs, sentBefore }: Wait,
  ): string {
    const { name } = this.clerk(clerk);
    const requests = this.requestsOf(clerk) - (sentBefore[clerk] ?? 0);
    const sent = requests === 0 ? 'no request' : requests === 1 ? '1 request' : `${requests} requests`;
    const asked = `${this.record.describe(input)}, asked at ${askedAtMs.toFixed(1)} ms`;
    const from = fromMs > askedAtMs ? ` of ${fromMs.toFixed(1)} ms, from when the limit counts` : '';
    const wait = `had no answer within ${limitMs / 1000} s${from}`;
    return `${name}'s ${asked}, ${wait}; since then ${name} sent ${sent}`;
  }

  /** How many calls this clerk has made. */
  requestsOf(clerk: number): number {
    return this.simulation.network.traffic.sentBy(this.clerk(clerk).address).rpcs;
  }

  /** Fails the run at once if this is no answer of the contract, or cannot be right. */
  private answered(id: number, value: unknown): string {
    try {
      return this.record.returned(id, value);
    } catch (error) {
      this.simulation.fail(error);
      return '';
    }
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
    this.simulation.inflict({ what: 'faults', of: [this.clerk(clerk)], faults });
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
    this.simulation.inflict({ what: 'pause', server: this.clerk(clerk) });
  }

  resumeClerk(clerk: number): void {
    this.simulation.inflict({ what: 'resume', server: this.clerk(clerk) });
  }
}

export interface Group {
  readonly servers: readonly number[];
  readonly clerks: readonly number[];
}
