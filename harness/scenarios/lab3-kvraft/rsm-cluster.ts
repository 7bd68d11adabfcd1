import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { ReplicaJournal } from '../../check/replica-journal.ts';
import { LedCluster } from '../lab2-raft/led-cluster.ts';
import type { SubmitResult } from './contract.ts';
import { type JournalCommand, type JournalResult, type JournalState, nextDigest } from './journal-machine.ts';

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
  readonly answered: Promise<void>;
}

/** Replicated journals, with the verbs for `Rsm` alone: what every machine does is checked at every step. */
export class RsmCluster extends LedCluster {
  readonly journal: ReplicaJournal = new ReplicaJournal(nextDigest);
  private nextId = 1;

  constructor(simulation: Simulation, { size, maxStateBytes = Number.POSITIVE_INFINITY }: RsmOptions) {
    super(simulation, { size, program: 'rsm', setup: { maxStateBytes } });
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  override emitted(server: SimServer, name: string, value: unknown): void {
    const index = this.indexOf(server);
    if (name === 'apply') {
      const { position, id } = value as JournalResult;
      const isFirst = position > this.journal.length;
      this.journal.applied(index, position, id);
      if (isFirst) this.simulation.count('commandsApplied');
      const kind = isFirst ? 'commit' : 'apply';
      this.simulation.mark(() => ({ kind, server, text: `command ${id} as number ${position}` }));
    } else if (name === 'snapshot') {
      this.simulation.count('snapshots');
      const { position } = value as JournalState;
      this.simulation.mark(() => ({ kind: 'snapshot', server, text: `snapshot of ${position} commands` }));
    } else if (name === 'restore') {
      const state = (value as JournalState | null) ?? undefined;
      this.journal.restored(index, state);
      this.simulation.count('restores');
      const text = `snapshot of ${state?.position ?? 0} commands`;
      this.simulation.mark(() => ({ kind: 'restore', server, text }));
    }
  }

  override start(index: number): void {
    this.journal.started(index);
    super.start(index);
  }

  // Asking
  // -----------------------------------------------------------------------------------------------------

  /** Submits a fresh command to one server and does not wait. */
  begin(server: number, padding: string = ''): Submission {
    const { planned } = this.simulation;
    const id = this.nextId++;
    if (planned && !planned.operation(`submit server ${server}`)) {
      const answered = this.simulation.sleep(LEFT_OUT_MS);
      return { id, server, outcome: 'not-leader', answered };
    }
    this.journal.submits(id);
    const command: JournalCommand = { id, padding };
    const call = this.simulation.call(this.server(server), 'submit', command);
    const submission: Submission = {
      id,
      server,
      outcome: undefined,
      answered: call
        .then((result) => {
          submission.outcome =
            result.kind === 'down'
              ? 'down'
              : this.outcomeOf(server, id, result.value as SubmitResult<unknown>);
        })
        .catch((error: unknown) => this.simulation.fail(error)),
    };
    return submission;
  }

  /** Submits to whoever leads until a command is applied. Returns its place in the order. */
  async submit(limitMs: number = 10_000, padding: string = ''): Promise<number> {
    const deadline = this.simulation.nowMs + this.patienceMs(limitMs);
    while (this.simulation.nowMs < deadline) {
      const leader = this.currentLeader();
      if (leader === undefined) {
        await this.simulation.sleep(20);
        continue;
      }
      const submission = this.begin(leader, padding);
      const leftMs = Math.min(2000, deadline - this.simulation.nowMs);
      await this.poll(() => submission.outcome !== undefined, leftMs);
      if (submission.outcome === 'applied') return this.journal.placeOf(submission.id) ?? 0;
    }
    const message = `no submission was applied within ${limitMs / 1000} s; ${this.describeStates()}`;
    throw new Violation('rsm/answered', message);
  }

  /** Waits until so many servers have applied everything that anybody has applied. */
  async allEqual(servers: readonly number[] = this.all, limitMs: number = 5000): Promise<void> {
    const length = () => this.journal.length;
    const equal = () => servers.every((server) => this.journal.positionOf(server) === length());
    if (await this.until(equal, limitMs)) return;
    const states = servers.map((server) => `server ${server} ${this.journal.positionOf(server)}`);
    const message = `after ${limitMs / 1000} s not all machines have applied all ${length()} commands: ${states.join(', ')}`;
    throw new Violation('rsm/catches-up', message);
  }

  private outcomeOf(server: number, id: number, result: SubmitResult<unknown>): 'applied' | 'not-leader' {
    if (result?.kind === 'applied') {
      this.journal.answered(server, id, result.result);
      this.simulation.count('applied');
    } else if (result?.kind === 'not-leader') {
      this.simulation.count('notLeader');
    } else {
      const message = `submit resolved to ${JSON.stringify(result)}, which is no SubmitResult of the contract`;
      throw new Violation('rsm/submit-result', message, { actor: `server ${server}` });
    }
    return result.kind;
  }
}
