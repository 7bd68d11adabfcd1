import { encodeShared } from '../encoding.ts';
import { EventLoop } from './event-loop.ts';
import { FaultInjector } from './fault-injector.ts';
import { type Fault, faultText } from './faults.ts';
import { Fingerprint, type RunFingerprint } from './fingerprint.ts';
import { RECORD } from './fingerprint-codes.ts';
import { Network, type NetworkNote } from './network.ts';
import type { OpenCall } from './open-call.ts';
import { PlannedRun } from './planned-run.ts';
import type { BootInput, Host, LogLevel, PortError } from './port.ts';
import { Random } from './random.ts';
import { type EndedCall, type HappeningKind, RecentHappenings } from './recent.ts';
import type { Mark, Recorder } from './recorder.ts';
import { type CutTurn, SimServer } from './server.ts';
import type { SimulationOptions } from './simulation-options.ts';
import { Turns } from './turns.ts';

/** Who watches a run: called in the world, between turns, at virtual time `simulation.nowMs`. */
export interface Judge {
  /** The program's state changed. */
  stateChanged?(server: SimServer, state: unknown): void;
  /** The program called `emit`. */
  emitted?(server: SimServer, name: string, value: unknown): void;
  saved?(server: SimServer): void;
  crashed?(server: SimServer): void;
  /** A one-way message has been sent, which has this number. */
  messageSent?(from: SimServer, to: SimServer, message: number): void;
  /** It comes, or a copy of it; what `to` does in this turn is told after this. */
  messageArrives?(to: SimServer, from: SimServer, message: number): void;
}

/** Why a run ended early. */
export interface RunFailure {
  /** What was thrown: a `Violation`, or a mistake in the harness itself. */
  readonly error: unknown;
  /** Set if lab code failed rather than a property. */
  readonly port: PortError | undefined;
  readonly atMs: number;
  readonly actor: string | undefined;
}

/** The answer to `Simulation.call`. */
export type CallResult =
  | { readonly kind: 'returned'; readonly value: unknown }
  /** The server was down, or died before it answered. */
  | { readonly kind: 'down' };

export interface LogEntry {
  readonly atMs: number;
  readonly actor: string;
  readonly level: LogLevel;
  readonly text: string;
}

const LOG_LINES_KEPT = 1000;

/**
 * One run: a world of servers, the clock and network they share, and the tester who watches them. An event
 * belongs to one actor, a server or the tester; when it has run, what the actor did becomes effects that the
 * world applies.
 */
export class Simulation {
  readonly network: Network;
  readonly servers: SimServer[] = [];
  readonly recent: RecentHappenings = new RecentHappenings();
  readonly logs: LogEntry[] = [];
  /** Oldest first. */
  readonly openCalls: Map<number, OpenCall> = new Map();
  /** How often the run did what it is about; the scenario counts. */
  readonly exercised: Record<string, number> = {};
  judge: Judge = {};
  /** Makes a home for an incarnation: in this process, or behind a pipe. */
  createHost: (server: SimServer) => Host = () => {
    throw new Error('no host was provided');
  };

  readonly recorder: Recorder | undefined;
  /** Undefined in a run without a plan. */
  readonly planned: PlannedRun | undefined;
  private readonly options: SimulationOptions;
  private readonly faults: FaultInjector;
  private readonly loop: EventLoop;
  private readonly fingerprint: RunFingerprint;
  private readonly turns: Turns;
  private nextCallId = 1;
  private failure: RunFailure | undefined;

  constructor(options: SimulationOptions) {
    this.options = options;
    this.recorder = options.recorder;
    this.loop = new EventLoop(options.drains);
    this.fingerprint = options.fingerprint ?? new Fingerprint();
    this.planned = options.plan && new PlannedRun(options.plan, this.loop);
    const lost: NetworkNote = (who, whom, method, why) => this.note('lost', who.name, whom.name, method, why);
    this.network = new Network(this.loop, this.random('network'), lost, this.recorder, this.planned);
    this.faults = new FaultInjector(this, this.loop);
    this.turns = new Turns(this, this.loop, this.fingerprint, options);
  }

  /** Virtual ms since the run began. */
  get nowMs(): number {
    return this.loop.nowMs;
  }

  get events(): number {
    return this.loop.events;
  }

  get hasFailed(): boolean {
    return this.failure !== undefined;
  }

  /** Runs the tester's `main` and the world around it until `main` is done or something fails. */
  async run(main: () => Promise<void>): Promise<RunFailure | undefined> {
    const begin = () => {
      main().then(
        () => this.loop.stop(),
        (error: unknown) => this.fail(error),
      );
    };
    this.loop.schedule(0, { kind: 'tester', wake: begin });
    try {
      await this.loop.run(this.turns);
    } catch (error) {
      this.fail(error);
    } finally {
      for (const server of this.servers) server.host?.close?.();
    }
    return this.failure;
  }

  /** 16 hex digits over the whole run; call it once, at the end. */
  finalFingerprint(): string {
    return this.fingerprint.digest(this);
  }

  /** A stream of its own for this name. */
  random(name: string): Random {
    return new Random(this.options.seed, this.options.scenario, name);
  }

  /** Counts that the run did what it is about. */
  count(what: string, by: number = 1): void {
    this.exercised[what] = (this.exercised[what] ?? 0) + by;
  }

  /** Adds a line to what a failure will show. */
  note(kind: HappeningKind, who: string, whom?: string, name?: string, value?: unknown): void {
    if (this.options.keepsHistory === false) return;
    this.recent.add({ atMs: this.nowMs, turn: this.events, kind, who, whom, name, value });
  }

  /**
   * The scenario does something to the world. Returns how many messages it set free, for those faults that
   * do.
   */
  inflict(fault: Fault): number {
    const happening = this.planned ? this.planned.fault(fault) : fault;
    return happening ? this.faults.inflict(happening) : 0;
  }

  /** A fault has happened: it becomes part of the fingerprint and of the story. */
  faultHappened(fault: Fault): void {
    const { who, detail } = faultText(fault);
    const bytes = encodeShared([fault.what, who, detail ?? '']);
    this.fingerprint.add(this.nowMs, this.loop.nextSequence, -1, RECORD.fault, 0, bytes);
    this.note('fault', '', undefined, undefined, fault);
    this.recorder?.faulted(fault);
  }

  /** The judge noticed something that a timeline should show. Made only if somebody records. */
  mark(make: () => Mark): void {
    this.recorder?.marked(make());
  }

  /** No further event begins. */
  stop(): void {
    this.loop.stop();
  }

  /** Ends the run with this error, at once; the first one counts. */
  fail(error: unknown, actor?: SimServer, port?: PortError): void {
    this.failure ??= { error, port, atMs: this.nowMs, actor: actor?.name };
    this.loop.stop();
  }

  /** Keeps a line that lab code logged. */
  log(server: SimServer, level: LogLevel, text: string): void {
    if (this.logs.length === LOG_LINES_KEPT) this.logs.shift();
    this.logs.push({ atMs: this.nowMs, actor: server.name, level, text });
  }

  /** The tester waits. */
  sleep(ms: number): Promise<void> {
    const atMs = this.nowMs + ms;
    return new Promise((wake) => this.loop.schedule(atMs, { kind: 'tester', wake }));
  }

  addServer(name: string, role: SimServer['role'] = 'server', cluster?: string): SimServer {
    const server = new SimServer(this.servers.length, name, role, cluster);
    this.servers.push(server);
    return server;
  }

  /** Begins an incarnation, in an event of its own, now. `setup` is what its program gets. */
  boot(server: SimServer, program: string, setup: unknown): void {
    if (this.planned && !this.planned.starts(server)) return;
    if (server.host) throw new Error(`${server.name} is already up`);
    server.begin(this.createHost(server), this.nowMs);
    const { incarnation } = server;
    const dice = this.options.plan?.dice === undefined ? [] : [this.options.plan.dice];
    const input: BootInput = {
      kind: 'boot',
      program,
      randomKey: [this.options.seed, this.options.scenario, server.name, incarnation, ...dice].join('/'),
      setup: encodeShared(setup),
      state: server.disk.state,
      snapshot: server.disk.snapshot,
    };
    const sequence = this.loop.nextSequence;
    const wake = () => {
      if (server.incarnation !== incarnation || !server.host) return;
      this.note('boot', server.name, undefined, undefined, server.found);
      this.turns.beginTurn(server, sequence, input);
    };
    this.loop.schedule(this.nowMs, { kind: 'tester', wake });
  }

  /** Ends an incarnation, maybe in the middle of a turn: what its persister holds is all that survives. */
  kill(server: SimServer, turn?: CutTurn): void {
    if (!server.host) return;
    const deferred = server.deferred ?? [];
    server.end();
    this.network.crashed(server);
    for (const event of deferred) if (event.kind === 'request') this.network.arrive(event);
    for (const [id, call] of this.openCalls) {
      if (call.server === server) this.resolveCall(id, { kind: 'down' });
    }
    this.faultHappened({ what: 'crash', server, turn });
    this.judge.crashed?.(server);
  }

  /** Calls into a server's program, in an event of its own. `of`, for a timeline: see `Recorder.called`. */
  call(server: SimServer, method: string, args: unknown, of?: string): Promise<CallResult> {
    if (!server.host) return Promise.resolve({ kind: 'down' });
    const id = this.nextCallId++;
    const { incarnation } = server;
    const atMs = this.nowMs;
    const bytes = encodeShared(args);
    this.recorder?.called(id, server, method, args, of);
    this.loop.schedule(atMs, { kind: 'call', server, incarnation, id, method, bytes });
    return new Promise((resolve) => this.openCalls.set(id, { server, method, args, atMs, resolve }));
  }

  /** A server answers a call: one of its own, or nobody listens. */
  answerCall(server: SimServer, id: number, value: unknown): void {
    if (this.openCalls.get(id)?.server === server) this.resolveCall(id, { kind: 'returned', value });
  }

  /** What a call gave reaches the tester in an event of the tester's. */
  private resolveCall(id: number, result: CallResult): void {
    const call = this.openCalls.get(id);
    if (!call) return;
    this.openCalls.delete(id);
    const { server, method, args } = call;
    const ended: EndedCall = { args, result: result.kind === 'returned' ? result : undefined };
    this.note('call', server.name, undefined, method, ended);
    this.recorder?.answered(id, result);
    this.loop.schedule(this.nowMs, { kind: 'tester', wake: () => call.resolve(result) });
  }
}
