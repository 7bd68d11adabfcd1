import type { PeerAddress } from '../../labrpc/host/program.ts';
import type { LinkFaults } from '../../labrpc/sim/link-faults.ts';
import type { CrashPoint, SimServer } from '../../labrpc/sim/server.ts';
import type { Simulation } from '../../labrpc/sim/simulation.ts';

/** How often a scenario looks while it waits for something; less often when it has waited long. */
const POLL_MS = 20;
const LATE_POLL_MS = 50;
const LATE_AFTER_MS = 1000;

/** What a scenario starts its servers with. */
export interface ClusterOptions {
  readonly size: number;
  /** Name of the program in the lab's list. */
  readonly program: string;
  /** What the program gets as `setup`, besides `me` and `peers`. */
  readonly setup?: Readonly<Record<string, unknown>>;
  /** `server 0`, `server 1`, … by default. */
  readonly serverName?: (index: number) => string;
  /** `group 1`: for those who watch, where a run has several clusters. */
  readonly clusterName?: string;
}

/** A group of servers and the verbs for what can befall them. Server numbers start at 0. */
export class Cluster {
  readonly size: number;
  readonly simulation: Simulation;
  private readonly servers: readonly SimServer[];
  private readonly options: ClusterOptions;

  constructor(simulation: Simulation, options: ClusterOptions) {
    this.simulation = simulation;
    this.options = options;
    this.size = simulation.planned?.clusterSize(options.size) ?? options.size;
    this.all = Array.from({ length: this.size }, (_, index) => index);
    const { serverName = (index) => `server ${index}`, clusterName } = options;
    this.servers = this.all.map((index) => simulation.addServer(serverName(index), 'server', clusterName));
  }

  /** All server numbers. */
  readonly all: readonly number[];

  server(index: number): SimServer {
    // A plan may have made the cluster smaller: others take the parts of those who are missing.
    const server = this.servers[index < this.options.size ? index % this.size : index];
    if (!server) throw new RangeError(`there is no server ${index}, only 0 to ${this.size - 1}`);
    return server;
  }

  /** The number of a server, or -1 if it belongs to another group. */
  indexOf(server: SimServer): number {
    return this.servers.indexOf(server);
  }

  /**
   * So many servers of the cluster as the scenario asked for, in one that a plan has made smaller: as many of
   * the others are missing, but never more than a minority.
   */
  outOf(count: number): number {
    const { planned } = this.simulation;
    const present = this.servers.filter((server) => !planned?.isAbsent(server)).length;
    if (present === this.options.size) return count;
    const majority = Math.floor(this.size / 2) + 1;
    return Math.max(Math.min(count, majority), count - (this.options.size - present));
  }

  isUp(index: number): boolean {
    return this.server(index).isUp;
  }

  /** Up, on the network and awake. */
  isHealthy(index: number): boolean {
    return this.isUp(index) && this.isConnected(index) && !this.server(index).deferred;
  }

  isConnected(index: number): boolean {
    return this.simulation.network.reach.isOnline(this.server(index));
  }

  /** The items for each of which a scenario does the same: all of them, unless a plan leaves out some. */
  *roundsOf<Item>(items: Iterable<Item>): Generator<Item, void, undefined> {
    for (const item of items) if (this.simulation.planned?.round() ?? true) yield item;
  }

  /** The numbers of so many rounds, from 0. */
  rounds(count: number): Generator<number, void, undefined> {
    return this.roundsOf(Array(count).keys());
  }

  /** Whether one of these servers, or of all, can talk with a majority of the cluster just now. */
  reachesMajority(servers: readonly number[] = this.all): boolean {
    const { reach } = this.simulation.network;
    const canTalk = (a: number, b: number): boolean =>
      this.isHealthy(b) &&
      reach.canSend(this.server(a), this.server(b)) &&
      reach.canSend(this.server(b), this.server(a));
    return servers.some((a) => this.all.filter((b) => canTalk(a, b)).length > this.size / 2);
  }

  // Waiting
  // ----------------------------------------------------------------------------------------------------

  /** The scenario lets time pass. */
  sleep(ms: number): Promise<void> {
    return this.simulation.sleep(this.simulation.planned?.waitMs(ms) ?? ms);
  }

  /**
   * Looks again and again, every 20 ms at first, until `probe` gives something; undefined after `limitMs`.
   */
  until<Value>(
    probe: () => Value | undefined | false,
    limitMs: number,
    everyMs?: number,
  ): Promise<Value | undefined> {
    return this.poll(probe, this.patienceMs(limitMs), everyMs);
  }

  protected async poll<Value>(
    probe: () => Value | undefined | false,
    limitMs: number,
    everyMs?: number,
  ): Promise<Value | undefined> {
    const begunMs = this.simulation.nowMs;
    // A moment, not a length: what is left of a length may be so little that the clock does not move by it.
    const endMs = begunMs + limitMs;
    for (;;) {
      const value = probe();
      if (value !== undefined && value !== false) return value;
      const { nowMs } = this.simulation;
      if (nowMs >= endMs) return undefined;
      const stepMs = everyMs ?? (nowMs - begunMs < LATE_AFTER_MS ? POLL_MS : LATE_POLL_MS);
      await this.simulation.sleep(Math.min(stepMs, endMs - nowMs));
    }
  }

  protected patienceMs(limitMs: number): number {
    return this.simulation.planned?.patienceMs(limitMs) ?? limitMs;
  }

  // Life and death
  // ---------------------------------------------------------------------------------------------

  start(index: number): void {
    const peers: PeerAddress[] = this.servers.map(({ address, name }) => ({ address, name }));
    const setup = { ...this.setupFor(this.server(index)), me: index, peers };
    this.simulation.boot(this.server(index), this.options.program, setup);
  }

  /** What a program is told at this start, besides `me` and `peers`. */
  protected setupFor(_server: SimServer): Readonly<Record<string, unknown>> {
    return this.options.setup ?? {};
  }

  startAll(): void {
    for (const index of this.all) if (!this.isUp(index)) this.start(index);
  }

  /** What its persister holds is all that survives. */
  crash(index: number): void {
    this.simulation.inflict({ what: 'crash', server: this.server(index) });
  }

  /**
   * Crashes the server in a coming turn, when only the first `effects` of that turn's effects have happened.
   */
  crashAt(index: number, point: CrashPoint): void {
    this.simulation.inflict({ what: 'crash in turn', server: this.server(index), point });
  }

  /** Crash and start in one, at once. */
  restart(index: number): void {
    this.crash(index);
    this.start(index);
  }

  /** Freezes a server: its events wait until `resume`. */
  pause(index: number): void {
    this.simulation.inflict({ what: 'pause', server: this.server(index) });
  }

  resume(index: number): void {
    this.simulation.inflict({ what: 'resume', server: this.server(index) });
  }

  // Clocks
  // -----------------------------------------------------------------------------------------------------

  /** Lets a clock run at `rate` times the true speed, from now on. */
  drift(index: number, rate: number): void {
    this.simulation.inflict({ what: 'clock rate', server: this.server(index), rate });
  }

  /** Sets a wall clock forward or back. */
  jump(index: number, byMs: number): void {
    this.simulation.inflict({ what: 'clock jump', server: this.server(index), byMs });
  }

  // Network
  // ----------------------------------------------------------------------------------------------------

  /** Takes a server off the network, in both directions. */
  disconnect(index: number): void {
    this.simulation.inflict({ what: 'disconnect', server: this.server(index) });
  }

  connect(index: number): void {
    this.simulation.inflict({ what: 'connect', server: this.server(index) });
  }

  /** Splits the servers into groups that cannot reach each other. Who is in no group reaches everybody. */
  partition(...groups: readonly (readonly number[])[]): void {
    const servers = groups.map((group) => group.map((index) => this.server(index)));
    this.simulation.inflict({ what: 'partition', groups: servers });
  }

  /** Cuts one direction only: `from` cannot be heard by `to`, though it hears it. */
  cutOneWay(from: number, to: number): void {
    this.simulation.inflict({ what: 'cut one way', ...this.link(from, to) });
  }

  mendOneWay(from: number, to: number): void {
    this.simulation.inflict({ what: 'mend', ...this.link(from, to) });
  }

  /** Ends partitions and one-way cuts; reconnects nobody. */
  heal(): void {
    this.simulation.inflict({ what: 'heal' });
  }

  /**
   * From now on, all that `from` sends to `to` (requests and replies) waits, until `release`. Nothing is
   * lost.
   */
  hold(from: number, to: number): void {
    this.simulation.inflict({ what: 'hold', ...this.link(from, to) });
  }

  /** What waited on that link goes on its way now, in order. Returns how many messages that were. */
  release(from: number, to: number): number {
    return this.simulation.inflict({ what: 'release', ...this.link(from, to) });
  }

  /** Lets one message of those that wait go, and goes on holding the link. False if none waited. */
  releaseOne(from: number, to: number, which: 'oldest' | 'newest'): boolean {
    return this.simulation.inflict({ what: 'release one', ...this.link(from, to), which }) > 0;
  }

  /** How many messages wait on that link. */
  heldOn(from: number, to: number): number {
    return this.simulation.network.heldOn(this.server(from), this.server(to));
  }

  /** Sets faults of the whole network; fields that are not named stay. */
  setFaults(faults: Partial<LinkFaults>): void {
    this.simulation.inflict({ what: 'faults', of: [], faults });
  }

  /** Faults of everything from and to one server; `undefined` ends them. */
  setServerFaults(index: number, faults: Partial<LinkFaults> | undefined): void {
    this.simulation.inflict({ what: 'faults', of: [this.server(index)], faults });
  }

  /** Faults of one direction of one link; `undefined` ends them. */
  setLinkFaults(from: number, to: number, faults: Partial<LinkFaults> | undefined): void {
    this.simulation.inflict({ what: 'faults', of: [this.server(from), this.server(to)], faults });
  }

  private link(from: number, to: number): { readonly from: SimServer; readonly to: SimServer } {
    return { from: this.server(from), to: this.server(to) };
  }
}
