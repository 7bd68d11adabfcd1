import { encodeShared } from '../encoding.ts';
import { crashPosition, EffectApplier, inputBytes } from './effects.ts';
import { type DrainKind, type EventHandler, EventLoop } from './event-loop.ts';
import type { SimEvent } from './events.ts';
import { Fingerprint } from './fingerprint.ts';
import { INPUT_CODES, RECORD } from './fingerprint-codes.ts';
import { Limits, type RunLimits } from './limits.ts';
import { Network } from './network.ts';
import type { BootInput, Effect, Host, Input, LogLevel, PortError } from './port.ts';
import { Random } from './random.ts';
import { RecentHappenings } from './recent.ts';
import { type CrashPoint, SimServer } from './server.ts';

/** Who watches a run: called in the world, between turns, at virtual time `simulation.nowMs`. */
export interface Judge {
  /** The program's state changed. */
  stateChanged?(server: SimServer, state: unknown): void;
  /** The program called `emit`. */
  emitted?(server: SimServer, name: string, value: unknown): void;
  saved?(server: SimServer): void;
  crashed?(server: SimServer): void;
}

export interface SimulationOptions {
  /** 0 … 2^53 - 1. */
  readonly seed: number;
  /** Names the random streams, so that two scenarios with one seed are not alike. */
  readonly scenario: string;
  readonly limits?: Partial<RunLimits>;
  /** Told after each event; for a watchdog in another thread. */
  readonly progress?: ((events: number, atMs: number, actor: SimServer | undefined) => void) | undefined;
  /** `synchronous` by default, where Node offers it. */
  readonly drains?: DrainKind;
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
 * One run: a world of servers, the clock and network they share, and the tester who watches them. An event belongs to
 * one actor, a server or the tester; when it has run, what the actor did becomes effects that the world applies.
 */
export class Simulation {
  readonly network: Network;
  readonly servers: SimServer[] = [];
  readonly recent: RecentHappenings = new RecentHappenings();
  readonly logs: LogEntry[] = [];
  /** How often the run did what it is about; the scenario counts. */
  readonly exercised: Record<string, number> = {};
  judge: Judge = {};
  /** Makes a home for an incarnation: in this process, or behind a pipe. */
  createHost: (server: SimServer) => Host = () => {
    throw new Error('no host was provided');
  };

  private readonly options: SimulationOptions;
  private readonly loop: EventLoop;
  private readonly fingerprint = new Fingerprint();
  private readonly limits: Limits;
  private readonly effects: EffectApplier;
  private readonly openCalls = new Map<
    number,
    { server: SimServer; resolve: (result: CallResult) => void }
  >();
  private nextCallId = 1;
  /** The server whose turn it is. */
  private current: SimServer | undefined;
  private failure: RunFailure | undefined;

  constructor(options: SimulationOptions) {
    this.options = options;
    this.limits = new Limits(options.limits);
    const handler: EventHandler = {
      begin: (event) => this.beginEvent(event),
      end: () => this.endTurn(),
      rejected: (error) => this.onUnhandledRejection(error),
    };
    this.loop = new EventLoop(handler, options.drains);
    this.network = new Network(this.loop, this.random('network'), (what, who, whom, detail) =>
      this.note(what, who.name, whom.name, detail),
    );
    this.effects = new EffectApplier(this, this.loop, this.network, this.fingerprint);
  }

  /** Virtual ms since the run began. */
  get nowMs(): number {
    return this.loop.nowMs;
  }

  get events(): number {
    return this.loop.events;
  }

  /** Runs the tester's `main` and the world around it until `main` is done or something fails. */
  async run(main: () => Promise<void>): Promise<RunFailure | undefined> {
    const begin = () => {
      main().then(
        () => this.loop.stop(),
        (error: unknown) => this.fail(error),
      );
    };
    this.loop.schedule({ kind: 'tester', atMs: 0, sequence: 0, wake: begin });
    try {
      await this.loop.run();
    } catch (error) {
      this.fail(error);
    } finally {
      for (const server of this.servers) server.host?.close?.();
    }
    return this.failure;
  }

  /** 16 hex digits over the whole run; call it once, at the end. */
  finalFingerprint(): string {
    return this.fingerprint.digest();
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
  note(what: string, who: string, whom?: string, detail?: unknown): void {
    this.recent.add({ atMs: this.nowMs, what, who, whom, detail });
  }

  /** Records that the scenario changed the world: part of the fingerprint and of the story. */
  fault(what: string, who: string, detail?: string): void {
    const bytes = encodeShared([what, who, detail ?? '']);
    this.fingerprint.add(this.nowMs, this.loop.nextSequence, -1, RECORD.fault, 0, bytes);
    this.note(what, who, undefined, detail);
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
    return new Promise((wake) => this.loop.schedule({ kind: 'tester', atMs, sequence: 0, wake }));
  }

  // Servers ----------------------------------------------------------------------------------------------------

  addServer(name: string): SimServer {
    const server = new SimServer(this.servers.length, name);
    this.servers.push(server);
    return server;
  }

  /** Begins an incarnation, in an event of its own, now. `setup` is what its program gets. */
  boot(server: SimServer, program: string, setup: unknown): void {
    if (server.host) throw new Error(`${server.name} is already up`);
    server.begin(this.createHost(server), this.nowMs);
    const { incarnation } = server;
    const input: BootInput = {
      kind: 'boot',
      program,
      randomKey: [this.options.seed, this.options.scenario, server.name, incarnation].join('/'),
      setup: encodeShared(setup),
      state: server.disk.state,
      snapshot: server.disk.snapshot,
    };
    this.note('start', server.name);
    const sequence = this.loop.nextSequence;
    const wake = () => {
      if (server.incarnation === incarnation) this.beginTurn(server, sequence, input);
    };
    this.loop.schedule({ kind: 'tester', atMs: this.nowMs, sequence: 0, wake });
  }

  /** Ends an incarnation: what its persister holds is all that survives. */
  kill(server: SimServer): void {
    if (!server.host) return;
    const deferred = server.deferred ?? [];
    server.end();
    this.network.crashed(server);
    for (const event of deferred) if (event.kind === 'request') this.network.arrive(event.call);
    for (const [id, call] of this.openCalls) {
      if (call.server === server) this.resolveCall(id, { kind: 'down' });
    }
    this.fault('crash', server.name);
    this.judge.crashed?.(server);
  }

  /** Arms a crash in the middle of a coming turn. */
  crashAt(server: SimServer, point: CrashPoint): void {
    server.crashPoint = point;
  }

  /** From now on the server's events wait, as in a long garbage collection. */
  pause(server: SimServer): void {
    if (!server.host || server.deferred) return;
    server.deferred = [];
    this.fault('pause', server.name);
  }

  /** What waited happens now, in order. */
  resume(server: SimServer): void {
    const { deferred } = server;
    if (!deferred) return;
    server.deferred = undefined;
    this.fault('resume', server.name);
    for (const event of deferred) {
      const sequence = this.loop.reschedule(event);
      if (event.kind === 'timer' && server.timers.get(event.id) === event.sequence) {
        server.timers.set(event.id, sequence);
      }
    }
  }

  setClockRate(server: SimServer, rate: number): void {
    server.setRate(rate, this.nowMs);
    this.fault('clock rate', server.name, String(rate));
  }

  jumpClock(server: SimServer, byMs: number): void {
    server.jump(byMs);
    this.fault('clock jump', server.name, `${byMs} ms`);
  }

  /** Calls into a server's program, in an event of its own. */
  call(server: SimServer, method: string, args: unknown): Promise<CallResult> {
    if (!server.host) return Promise.resolve({ kind: 'down' });
    const id = this.nextCallId++;
    const { incarnation } = server;
    const bytes = encodeShared(args);
    this.loop.schedule({
      kind: 'call',
      atMs: this.nowMs,
      sequence: 0,
      server,
      incarnation,
      id,
      method,
      bytes,
    });
    return new Promise((resolve) => this.openCalls.set(id, { server, resolve }));
  }

  /** What a call gave reaches the tester in an event of the tester's. */
  resolveCall(id: number, result: CallResult): void {
    const call = this.openCalls.get(id);
    if (!call) return;
    this.openCalls.delete(id);
    this.loop.schedule({ kind: 'tester', atMs: this.nowMs, sequence: 0, wake: () => call.resolve(result) });
  }

  // Events and turns -------------------------------------------------------------------------------------------

  private beginEvent(event: SimEvent): void {
    try {
      this.dispatch(event);
      this.limits.check(this.events, this.nowMs, this.current);
    } catch (error) {
      this.fail(error, this.current);
    }
  }

  /** Begins the turn that an event means, unless it is void: its server is dead, or has a new life, or sleeps. */
  private dispatch(event: SimEvent): void {
    const { sequence } = event;
    switch (event.kind) {
      case 'tester':
        this.options.progress?.(this.events, this.nowMs, undefined);
        event.wake();
        break;
      case 'timer': {
        const { server, id } = event;
        if (event.incarnation !== server.incarnation || server.timers.get(id) !== sequence) break;
        if (server.defers(event)) break;
        server.timers.delete(id);
        this.limits.timerFired(server, this.nowMs);
        this.beginTurn(server, sequence, { kind: 'timer', id });
        break;
      }
      case 'request': {
        const { to, from, service, method, bytes } = event.call;
        if (to.defers(event)) break;
        const id = this.network.arrive(event.call);
        if (id === undefined) break;
        this.note('gets', to.name, from.name, method);
        this.beginTurn(to, sequence, { kind: 'request', id, service, method, bytes });
        break;
      }
      case 'reply': {
        const { call, bytes } = event;
        const { from } = call;
        if (call.answered || from.incarnation !== call.fromIncarnation || !from.host) break;
        if (from.defers(event)) break;
        call.answered = true;
        this.beginTurn(from, sequence, { kind: 'reply', id: call.callId, bytes });
        break;
      }
      case 'message': {
        const { from, to, bytes } = event;
        if (!to.host || to.defers(event)) break;
        this.note('gets', to.name, from.name, 'message');
        this.beginTurn(to, sequence, { kind: 'message', from: from.address, bytes });
        break;
      }
      case 'call': {
        const { server, id, method, bytes } = event;
        if (server.incarnation !== event.incarnation || server.defers(event)) break;
        this.beginTurn(server, sequence, { kind: 'call', id, method, bytes });
        break;
      }
    }
  }

  private beginTurn(server: SimServer, sequence: number, input: Input): void {
    const { host } = server;
    if (!host) return;
    this.current = server;
    this.options.progress?.(this.events, this.nowMs, server);
    const id = 'id' in input ? input.id : 0;
    this.fingerprint.add(
      this.nowMs,
      sequence,
      server.address,
      INPUT_CODES[input.kind],
      id,
      inputBytes(input),
    );
    host.begin(input, server.read(this.nowMs));
  }

  private endTurn(): void {
    const server = this.current;
    this.current = undefined;
    const host = server?.host;
    if (!server || !host) return;
    try {
      const effects = host.settle();
      const crashAfter = crashPosition(server, effects);
      for (let index = 0; index < effects.length && index < crashAfter; index++) {
        this.effects.apply(server, effects[index] as Effect);
        // The judge may end the run, or this life.
        if (this.failure || server.host !== host) return;
      }
      if (crashAfter <= effects.length) {
        this.count('crashesInMidTurn');
        this.kill(server);
      }
    } catch (error) {
      this.fail(error, server);
    }
  }

  private onUnhandledRejection(error: unknown): void {
    const host = this.current?.host;
    if (host?.rejected) host.rejected(error);
    else this.fail(error, this.current);
  }
}
