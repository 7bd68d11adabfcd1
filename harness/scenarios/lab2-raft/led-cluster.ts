import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { RaftSafety } from '../../check/raft-safety.ts';
import { Cluster, type ClusterOptions } from '../../cluster/cluster.ts';
import type { RaftState } from './contract.ts';
import { describeElection } from './describe-servers.ts';
import { markState } from './raft-marks.ts';
import { Candidacies, reportServers } from './server-report.ts';

/** The handout of lab 2: a leader within this time of a majority being able to talk. */
export const ELECTION_LIMIT_MS = 5000;

/**
 * A cluster whose servers elect a leader by Raft, whatever they do besides: what each of them reported last,
 * and who leads. That a term has one leader, and that terms do not go back, is checked at every step.
 */
export class LedCluster extends Cluster implements Judge {
  readonly safety: RaftSafety = new RaftSafety((index) => this.server(index).name);
  readonly candidacies: Candidacies = new Candidacies();
  private readonly states: RaftState[] = [];
  private lastLeader: number | undefined;

  constructor(simulation: Simulation, options: ClusterOptions) {
    super(simulation, options);
    simulation.judge = this;
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  stateChanged(server: SimServer, state: unknown): void {
    const index = this.indexOf(server);
    const { term, isLeader } = state as RaftState;
    const before = this.states[index];
    this.states[index] = { term, isLeader };
    const { nowMs } = this.simulation;
    markState(this.simulation, server, before, { term, isLeader });
    this.safety.stateChanged(index, term, isLeader, nowMs);
    if (term !== before?.term) this.candidacies.entered(index, term, nowMs);
    if (isLeader && !before?.isLeader) {
      this.simulation.count('elections');
      if (this.lastLeader !== undefined && this.lastLeader !== index) this.simulation.count('leaderChanges');
      this.lastLeader = index;
    }
  }

  /** What a program told the judge; a lab has its own. */
  emitted(_server: SimServer, _name: string, _value: unknown): void {}

  crashed(server: SimServer): void {
    const index = this.indexOf(server);
    this.states[index] = { term: 0, isLeader: false };
    this.safety.crashed(index, this.simulation.nowMs);
    this.simulation.count('crashes');
  }

  // Looking
  // ----------------------------------------------------------------------------------------------------

  /** What this server reported last. */
  state(index: number): RaftState {
    return this.states[index] ?? { term: 0, isLeader: false };
  }

  /** Servers that are up, on the network and awake. */
  get healthy(): number[] {
    return this.all.filter((index) => this.isHealthy(index));
  }

  /** The server that leads the highest term, if there is one now: of these, or of all healthy ones. */
  currentLeader(among?: readonly number[]): number | undefined {
    let leader: number | undefined;
    for (const index of among ?? this.all) {
      const { isLeader, term } = this.state(index);
      if (!isLeader || !(among || this.isHealthy(index))) continue;
      if (leader === undefined || term > this.state(leader).term) leader = index;
    }
    return leader;
  }

  /**
   * Waits for a leader among these servers (all healthy ones by default), for as long as the handout allows.
   */
  async oneLeader(among?: readonly number[], limitMs: number = ELECTION_LIMIT_MS): Promise<number> {
    const before = reportServers(this);
    const leader = await this.until(() => this.currentLeader(among ?? this.healthy), limitMs);
    if (leader !== undefined) return leader;
    const numbers = [...(among ?? this.healthy)].sort((a, b) => a - b);
    const who = numbers.map((index) => this.server(index).name).join(', ');
    const wait = `within ${limitMs / 1000} s, though a majority could talk all the time`;
    const message = `no leader among ${who} ${wait}: ${describeElection(before, reportServers(this))}`;
    throw new Violation('raft/leader-elected', message, { paper: 'Raft §5.2' });
  }

  /** What each server said last, for a message. */
  describeStates(): string {
    return this.all
      .map((index) => {
        const { name } = this.server(index);
        if (!this.isUp(index)) return `${name} is down`;
        const { term, isLeader } = this.state(index);
        const cut = this.isConnected(index) ? '' : ' (cut off)';
        return `${name} ${isLeader ? 'leads' : 'is in'} term ${term}${cut}`;
      })
      .join(', ');
  }

  /** Largest persisted Raft state of all servers, in bytes. */
  get largestState(): number {
    return Math.max(...this.all.map((index) => this.server(index).disk.state?.length ?? 0));
  }

  get rpcs(): number {
    return this.simulation.network.traffic.total.rpcs;
  }

  get bytes(): number {
    return this.simulation.network.traffic.total.bytes;
  }
}
