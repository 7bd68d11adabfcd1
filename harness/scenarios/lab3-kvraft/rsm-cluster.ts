import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { ReplicaJournal } from '../../check/replica-journal.ts';
import type { SubmitResult } from './contract.ts';
import { type JournalCommand, type JournalResult, type JournalState, nextDigest } from './journal-machine.ts';
import { ReplicaCluster } from './replica-cluster.ts';

/** What a plan leaves out takes a moment all the same. */
const LEFT_OUT_MS = 1;

export interface RsmOptions {
  readonly size: number;
  /** `Infinity`, the default: no snapshots. */
  readonly maxStateBytes?: number;
}

/** A submission that may be under way. */
export interface Submission {
  readonly id: number;
  readonly server: number;
  /** Undefined until it is answered; `down` if its server died first. */
  outcome: SubmitResult<JournalResult>['kind'] | 'down' | undefined;
}

export interface CommandOptions {
  /** Makes the command larger. */
  readonly padding?: string;
  /** The id of an earlier command: this one is equal to it. */
  readonly again?: number;
}

/** Replicated journals, with the verbs for `Rsm` alone: what every machine does is checked at every step. */
export class RsmCluster extends ReplicaCluster {
  readonly journal: ReplicaJournal = new ReplicaJournal(nextDigest);
  private readonly submissions: Submission[] = [];
  private readonly machineSnapshots: number[] = [];
  private nextId = 1;

  constructor(simulation: Simulation, { size, maxStateBytes = Number.POSITIVE_INFINITY }: RsmOptions) {
    super(simulation, { size, program: 'rsm', maxStateBytes });
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  override emitted(server: SimServer, name: string, value: unknown): void {
    if (name === 'apply') this.onApply(server, value as JournalResult);
    else if (name === 'snapshot') this.onSnapshot(server, value as JournalState);
    else if (name === 'restore') this.onRestore(server, (value as JournalState | null) ?? undefined);
  }

  private onApply(server: SimServer, { position, id }: JournalResult): void {
    const isFirst = position > this.journal.length;
    const kind = isFirst ? 'commit' : 'apply';
    this.simulation.mark(() => ({ kind, server, text: `command ${id} as number ${position}` }));
    this.journal.applied(this.indexOf(server), position, id);
    if (isFirst) this.simulation.count('commandsApplied');
  }

  private onSnapshot(server: SimServer, { position }: JournalState): void {
    const index = this.indexOf(server);
    this.machineSnapshots[index] = this.machineSnapshotsOf(index) + 1;
    this.simulation.mark(() => ({ kind: 'snapshot', server, text: `snapshot of ${position} commands` }));
  }

  private onRestore(server: SimServer, state: JournalState | undefined): void {
    const text = state ? `snapshot of ${state.position} commands` : 'no snapshot of any machine';
    this.simulation.mark(() => ({ kind: 'restore', server, text }));
    this.journal.restored(this.indexOf(server), state);
    this.simulation.count('restores');
  }

  override start(index: number): void {
    if (!this.isUp(index)) this.journal.started(index);
    super.start(index);
  }

  // Looking
  // ----------------------------------------------------------------------------------------------------

  /** Submissions that have no answer, and whose servers have not died since. */
  get open(): readonly Submission[] {
    return this.submissions.filter(({ outcome }) => outcome === undefined);
  }

  /** How often this server has asked its machines for a snapshot. */
  machineSnapshotsOf(index: number): number {
    return this.machineSnapshots[index] ?? 0;
  }

  // Asking
  // -----------------------------------------------------------------------------------------------------

  /** Submits a command to one server and does not wait. A fresh one, but for `again`. */
  begin(server: number, command: CommandOptions = {}): Submission {
    const { planned } = this.simulation;
    if (planned && !planned.operation(`submit server ${server}`)) {
      return { id: command.again ?? this.nextId++, server, outcome: 'not-leader' };
    }
    return this.callSubmit(server, command);
  }

  /** Several fresh commands at once. */
  burst(server: number, count: number, command: CommandOptions = {}): Submission[] {
    return Array.from({ length: count }, () => this.begin(server, command));
  }

  /**
   * Submits fresh commands to whoever leads until one of them is applied: `limitMs` from now at most. Returns
   * its place in the order.
   */
  async submit(command: CommandOptions = {}, limitMs: number = 10_000): Promise<number> {
    const { planned } = this.simulation;
    if (planned && !planned.operation('submit')) {
      await this.simulation.sleep(LEFT_OUT_MS);
      return this.journal.length;
    }
    const deadline = this.simulation.nowMs + this.patienceMs(limitMs);
    let asked = 0;
    while (this.simulation.nowMs < deadline) {
      const leader = this.currentLeader();
      if (leader === undefined) {
        await this.simulation.sleep(20);
        continue;
      }
      asked += 1;
      const submission = this.callSubmit(leader, command);
      const leftMs = Math.min(2000, deadline - this.simulation.nowMs);
      await this.poll(() => submission.outcome !== undefined, leftMs);
      if (submission.outcome === 'applied') return this.journal.placeOf(submission.id) ?? 0;
      // It led by what it said last: it may just have learned better.
      if (submission.outcome === 'not-leader') await this.simulation.sleep(20);
    }
    const tries = `${asked} commands were submitted to whoever led just then`;
    const message = `no submission was applied within ${limitMs / 1000} s; ${tries}; ${this.describeStates()}`;
    throw new Violation('rsm/answered', message);
  }

  private callSubmit(server: number, { padding = '', again }: CommandOptions): Submission {
    const id = again ?? this.nextId++;
    const submission: Submission = { id, server, outcome: undefined };
    const { incarnation } = this.server(server);
    const command: JournalCommand = { id, padding };
    this.journal.submits(id);
    this.submissions.push(submission);
    this.simulation.count('submissions');
    void this.simulation.call(this.server(server), 'submit', command).then((answer) => {
      if (answer.kind === 'down') submission.outcome = 'down';
      else this.onAnswer(submission, answer.value, incarnation);
    });
    return submission;
  }

  /** Fails the run at once if this is no answer of the contract, or a wrong one. */
  private onAnswer(submission: Submission, value: unknown, incarnation: number): void {
    const { server, id } = submission;
    const result = value as SubmitResult<unknown> | undefined;
    if (result?.kind !== 'applied' && result?.kind !== 'not-leader') {
      const message = `submit resolved to ${JSON.stringify(result)}, which is no SubmitResult of the contract`;
      this.simulation.fail(new Violation('rsm/submit-result', message, { actor: `server ${server}` }));
      return;
    }
    submission.outcome = result.kind;
    this.simulation.count(result.kind === 'applied' ? 'applied' : 'notLeader');
    // Of a server that answered, and crashed and started again in the same moment, the machine is another.
    if (result.kind !== 'applied' || this.server(server).incarnation !== incarnation) return;
    try {
      this.journal.answered(server, id, result.result);
    } catch (error) {
      this.simulation.fail(error);
    }
  }

  /**
   * Waits until these machines hold everything that any machine has applied. An election may have come after
   * the last command: then the new leader needs one of its own term to commit it (Raft §5.4.2), and gets it.
   */
  async allEqual(servers: readonly number[] = this.all, limitMs: number = 10_000): Promise<void> {
    const { journal } = this;
    const equal = () => servers.every((server) => journal.positionOf(server) === journal.length);
    const deadline = this.simulation.nowMs + this.patienceMs(limitMs);
    for (;;) {
      const leftMs = deadline - this.simulation.nowMs;
      if (await this.poll(equal, Math.min(2000, leftMs))) return;
      if (this.simulation.nowMs >= deadline) break;
      await this.submit();
    }
    const states = servers.map((server) => `server ${server} ${journal.positionOf(server)}`);
    const seen = `after ${limitMs / 1000} s not all machines have applied all ${journal.length} commands`;
    throw new Violation('rsm/catches-up', `${seen}: ${states.join(', ')}; ${this.describeStates()}`);
  }
}
