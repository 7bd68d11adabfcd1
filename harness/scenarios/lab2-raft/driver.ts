import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { ApplyMsg, StartResult } from './contract.ts';
import { type AcceptedOffer, describeApplied, describeOffer } from './describe-servers.ts';
import { LedCluster } from './led-cluster.ts';
import { markApply, markRestore, markSnapshot } from './raft-marks.ts';
import { reportServers } from './server-report.ts';
import { readServiceSnapshot, type ServiceSnapshot } from './service-snapshot.ts';

/** How often the driver looks for a leader to offer a command to. */
const POLL_MS = 20;
/** What a plan leaves out takes a moment all the same: a scenario may ask for it until something happens. */
const LEFT_OUT_MS = 1;

export interface RaftOptions {
  readonly size: number;
  /** Entries between two snapshots of the service, on all servers or by server; 0, the default: none. */
  readonly snapshotEvery?: number | readonly number[];
}

/** A Raft cluster with the verbs of lab 2. All safety properties are checked at every step, whoever looks. */
export class RaftCluster extends LedCluster {
  private nextCommand = 1;

  constructor(simulation: Simulation, options: RaftOptions) {
    const setup = { snapshotEvery: options.snapshotEvery ?? 0 };
    super(simulation, { size: options.size, program: 'raft', setup });
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  override emitted(server: SimServer, name: string, value: unknown): void {
    const index = this.indexOf(server);
    if (name === 'restored') {
      if (value === null) throw noSnapshot(index, 'loaded from its disk');
      const { index: snapshotIndex, commands } = value as ServiceSnapshot;
      this.safety.booted(index, snapshotIndex, commands);
      if (snapshotIndex > 0) this.simulation.count('restoredFromSnapshot');
      markRestore(this.simulation, server, snapshotIndex);
    } else if (name === 'snapshot') {
      this.simulation.count('snapshots');
      markSnapshot(this.simulation, server, (value as { readonly index: number }).index);
    } else if (name === 'apply') {
      markApply(this.simulation, server, value as ApplyMsg, this.safety.lastCommitted);
      this.onApply(index, value as ApplyMsg);
    }
  }

  private onApply(server: number, message: ApplyMsg): void {
    if (message.kind === 'snapshot') {
      this.simulation.count('snapshotsInstalled');
      const snapshot = readServiceSnapshot(message.snapshot);
      if (!snapshot) throw noSnapshot(server, `delivered for index ${message.index}`);
      this.safety.appliedSnapshot(server, message.index, snapshot.commands);
      return;
    }
    const before = this.safety.lastCommitted;
    const command = message.kind === 'command' ? message.command : null;
    const { kind, index, term } = message;
    this.safety.applied(server, { kind, index, term, command, atMs: this.simulation.nowMs });
    if (this.safety.lastCommitted > before) this.simulation.count('entriesCommitted');
  }

  // Looking
  // ----------------------------------------------------------------------------------------------------

  /** Servers that have applied this index in their present life, or loaded a snapshot that covers it. */
  appliedBy(logIndex: number): number[] {
    return this.all.filter((index) => this.isUp(index) && this.safety.appliedIndexOf(index) >= logIndex);
  }

  // Asking
  // -----------------------------------------------------------------------------------------------------

  /** A command that no other call of this run returns. */
  freshCommand(): number {
    return this.nextCommand++;
  }

  /** Offers a command to one server. A server that is down, or dies meanwhile, is not the leader. */
  offer(index: number, command: unknown): Promise<StartResult> {
    const { planned } = this.simulation;
    if (planned && !planned.operation(`offer server ${index}`)) {
      return this.simulation.sleep(LEFT_OUT_MS).then(() => ({ kind: 'not-leader' }));
    }
    return this.callStart(index, command);
  }

  private async callStart(index: number, command: unknown): Promise<StartResult> {
    this.safety.offering(command);
    const answer = await this.simulation.call(this.server(index), 'start', { command });
    if (answer.kind === 'down') return { kind: 'not-leader' };
    const result = answer.value as StartResult;
    this.checkStartResult(index, result);
    if (result.kind === 'accepted') {
      this.simulation.count('entriesStarted');
      this.safety.acceptedAt(index, result.index, result.term, command);
    }
    return result;
  }

  /**
   * Gets a command committed and applied by at least `servers` servers, offering it again if it is lost.
   * Returns its log index. `limitMs`: from now, in virtual ms.
   */
  async agree(command: unknown, servers: number, limitMs: number = 10_000): Promise<number> {
    const { planned } = this.simulation;
    if (planned && !planned.operation('agree')) {
      await this.simulation.sleep(LEFT_OUT_MS);
      return this.safety.lastCommitted;
    }
    const deadline = this.simulation.nowMs + this.patienceMs(limitMs);
    let accepted: Omit<AcceptedOffer, 'isLost'> | undefined;
    while (this.simulation.nowMs < deadline) {
      const offer = await this.offerToLeader(command);
      if (!offer) {
        await this.simulation.sleep(POLL_MS);
        continue;
      }
      accepted = offer;
      const appliedInTime = await this.poll(
        () => this.isLost(offer.index, command) || this.appliedBy(offer.index).length >= this.outOf(servers),
        Math.min(2000, deadline - this.simulation.nowMs),
      );
      if (appliedInTime && !this.isLost(offer.index, command)) return offer.index;
    }
    const offer = accepted && { ...accepted, isLost: this.isLost(accepted.index, command) };
    const wait = `was not agreed on by ${servers} servers within ${limitMs / 1000} s`;
    const message = `${describe(command)} ${wait}: ${describeOffer(reportServers(this), offer)}`;
    throw new Violation('raft/agreement', message, { paper: 'Raft §5.3' });
  }

  /** Waits until `servers` servers have applied this index. */
  async applied(logIndex: number, servers: number, limitMs: number = 10_000): Promise<void> {
    const done = await this.until(() => this.appliedBy(logIndex).length >= this.outOf(servers), limitMs);
    if (done) return;
    const wait = `index ${logIndex} was not applied by ${servers} servers within ${limitMs / 1000} s`;
    const message = `${wait}: ${describeApplied(reportServers(this), logIndex)}`;
    throw new Violation('raft/agreement', message, { paper: 'Raft §5.3' });
  }

  /** Offers to the healthy server that says it leads the highest term. */
  private async offerToLeader(command: unknown): Promise<Omit<AcceptedOffer, 'isLost'> | undefined> {
    const leader = this.currentLeader();
    if (leader === undefined) return undefined;
    const result = await this.callStart(leader, command);
    return result.kind === 'accepted' ? { server: leader, ...result } : undefined;
  }

  /** Another entry was committed where this command should be. */
  private isLost(logIndex: number, command: unknown): boolean {
    const entry = this.safety.committed.get(logIndex);
    return entry !== undefined && entry.command !== command;
  }

  private checkStartResult(index: number, result: StartResult): void {
    const accepted = result?.kind === 'accepted' && isPositive(result.index) && isPositive(result.term);
    if (accepted || result?.kind === 'not-leader') return;
    const message = `start returned ${JSON.stringify(result)}, which is no StartResult of the contract`;
    throw new Violation('raft/start-result', message, { actor: `server ${index}` });
  }
}

function isPositive(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0;
}

function noSnapshot(server: number, where: string): Violation {
  const message = `server ${server}: the snapshot ${where} is not one that its service ever gave`;
  return new Violation('raft/snapshot-content', message, { paper: 'Raft §7', actor: `server ${server}` });
}

function describe(command: unknown): string {
  const text = JSON.stringify(command);
  return text.length > 40 ? `a command of ${text.length} characters` : `command ${text}`;
}
