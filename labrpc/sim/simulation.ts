import { decode, encode } from '../encoding.ts';
import { atTopOfStack, drainByMacrotask, synchronousDrain } from './drain.ts';
import { EventQueue } from './event-queue.ts';
import type { SimEvent } from './events.ts';
import { Fingerprint } from './fingerprint.ts';
import { EFFECT_CODES, INPUT_CODES, RECORD } from './fingerprint-codes.ts';
import { Limits, type RunLimits } from './limits.ts';
import { Network, type Unscheduled } from './network.ts';
import type { BootInput, Effect, Host, Input, PortError } from './port.ts';
import { Random } from './random.ts';
import { RecentHappenings } from './recent.ts';
import { type CrashPoint, SimServer } from './server.ts';
import { Violation } from './violation.ts';

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
  readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  readonly text: string;
}

const LOG_LINES_KEPT = 1000;
/** Events between two visits to the real event loop. */
const EVENTS_A_CHUNK = 10_000;

/**
 * One run: a queue of events and a clock that jumps from one to the next. An event belongs to one actor, a server or
 * the tester; it runs, the microtask queue drains, and what the actor did becomes effects that the world applies.
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
  private readonly queue = new EventQueue<SimEvent>();
  private readonly fingerprint = new Fingerprint();
  private readonly limits: Limits;
  private readonly activeTimers = new Map<SimServer, Map<number, number>>();
  private readonly openCalls = new Map<
    number,
    { server: SimServer; resolve: (result: CallResult) => void }
  >();
  private now = 0;
  private sequence = 0;
  private nextCallId = 1;
  private eventCount = 0;
  private current: SimServer | undefined;
  private failure: RunFailure | undefined;
  private finished = false;

  constructor(options: SimulationOptions) {
    this.options = options;
    this.limits = new Limits(options.limits);
    const world = this;
    this.network = new Network(
      {
        get nowMs() {
          return world.now;
        },
        schedule: (event) => this.schedule(event),
        note: (what, who, whom, detail) => this.note(what, who.name, whom.name, detail),
      },
      this.random('network'),
    );
  }

  /** Virtual ms since the run began. */
  get nowMs(): number {
    return this.now;
  }

  get events(): number {
    return this.eventCount;
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
    this.recent.add({ atMs: this.now, what, who, whom, detail });
  }

  /** Records that the scenario changed the world: part of the fingerprint and of the story. */
  fault(what: string, who: string, detail?: string): void {
    this.fingerprint.add(this.now, this.sequence, -1, RECORD.fault, 0, encode([what, who, detail ?? '']));
    this.note(what, who, undefined, detail);
  }

  addServer(name: string): SimServer {
    const server = new SimServer(this.servers.length, name);
    this.servers.push(server);
    return server;
  }

  /** Begins an incarnation, at once. `setup` is what its program gets. */
  boot(server: SimServer, program: string, setup: unknown): void {
    if (server.host) throw new Error(`${server.name} is already up`);
    server.incarnation++;
    server.turns = 0;
    server.host = this.createHost(server);
    server.bootClock(this.now);
    this.activeTimers.set(server, new Map());
    const input: BootInput = {
      kind: 'boot',
      program,
      randomKey: [this.options.seed, this.options.scenario, server.name, server.incarnation].join('/'),
      setup: encode(setup),
      state: server.disk.state,
      snapshot: server.disk.snapshot,
    };
    this.note('start', server.name);
    this.turnAt(server, input);
  }

  /** Ends an incarnation: what its persister holds is all that survives. */
  kill(server: SimServer): void {
    if (!server.host) return;
    server.host.close?.();
    server.host = undefined;
    server.deferred = undefined;
    server.crashPoint = undefined;
    this.activeTimers.delete(server);
    this.network.crashed(server);
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
    for (const event of deferred) this.queue.push({ ...event, atMs: this.now, sequence: event.sequence });
  }

  setClockRate(server: SimServer, rate: number): void {
    server.setRate(rate, this.now);
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
    this.schedule({ kind: 'call', atMs: this.now, server, incarnation, id, method, bytes: encode(args) });
    return new Promise((resolve) => this.openCalls.set(id, { server, resolve }));
  }

  /** The tester waits. */
  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.schedule({ kind: 'tester', atMs: this.now + ms, wake }));
  }

  /** Ends the run with this error, at once; for what is found outside a turn of the tester. */
  fail(error: unknown, actor?: SimServer, port?: PortError): void {
    this.failure ??= { error, port, atMs: this.now, actor: actor?.name };
  }

  /** Runs the tester's `main` and the world around it until `main` is done or something fails. */
  async run(main: () => Promise<void>): Promise<RunFailure | undefined> {
    const onRejection = (error: unknown) => this.onUnhandledRejection(error);
    const ignored = () => undefined;
    const saved = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', onRejection);
    process.on('rejectionHandled', ignored);
    try {
      const begin = () => {
        main().then(
          () => {
            this.finished = true;
          },
          (error: unknown) => this.fail(error),
        );
      };
      this.schedule({ kind: 'tester', atMs: 0, wake: begin });
      while (!this.isOver()) await this.chunk();
    } finally {
      process.removeListener('unhandledRejection', onRejection);
      process.removeListener('rejectionHandled', ignored);
      for (const listener of saved) process.on('unhandledRejection', listener);
      for (const server of this.servers) server.host?.close?.();
    }
    return this.failure;
  }

  /** 16 hex digits over the whole run; call it once, at the end. */
  finalFingerprint(): string {
    return this.fingerprint.digest();
  }

  // Loop -------------------------------------------------------------------------------------------------------

  private isOver(): boolean {
    return this.finished || this.failure !== undefined;
  }

  /** Some events in a row, then a visit to the real event loop. */
  private async chunk(): Promise<void> {
    const drainsSynchronously = await atTopOfStack(() => {
      const drain = synchronousDrain();
      if (!drain) return false;
      for (let events = 0; events < EVENTS_A_CHUNK && !this.isOver(); events++) {
        const event = this.nextEvent();
        if (!event) break;
        this.beginEvent(event);
        drain();
        this.endTurn();
      }
      return true;
    });
    if (drainsSynchronously) return;
    const event = this.nextEvent();
    if (!event) return;
    this.beginEvent(event);
    await drainByMacrotask();
    this.endTurn();
  }

  private nextEvent(): SimEvent | undefined {
    const event = this.queue.pop();
    if (!event) {
      this.fail(new Violation('world/nothing-left', 'nothing is left that could happen', { kind: 'hang' }));
      return undefined;
    }
    this.now = event.atMs;
    this.eventCount++;
    return event;
  }

  private schedule(event: Unscheduled): void {
    this.queue.push({ ...event, sequence: this.sequence++ } as SimEvent);
  }

  private beginEvent(event: SimEvent): void {
    try {
      this.dispatch(event);
      this.limits.check(this.eventCount, this.now, this.current);
    } catch (error) {
      this.fail(error, this.current);
    }
  }

  private dispatch(event: SimEvent): void {
    switch (event.kind) {
      case 'tester':
        this.options.progress?.(this.eventCount, this.now, undefined);
        event.wake();
        break;
      case 'timer': {
        const { server, id } = event;
        const timers = this.activeTimers.get(server);
        if (event.incarnation !== server.incarnation || timers?.get(id) !== event.sequence) break;
        if (this.defer(server, event)) break;
        timers.delete(id);
        this.limits.timerFired(server, this.now);
        this.beginTurn(server, event.sequence, { kind: 'timer', id });
        break;
      }
      case 'request': {
        const { call } = event;
        if (this.defer(call.to, event)) break;
        const id = this.network.arrive(call);
        if (id === undefined) break;
        this.note('gets', call.to.name, call.from.name, call.method);
        const { service, method, bytes } = call;
        this.beginTurn(call.to, event.sequence, { kind: 'request', id, service, method, bytes });
        break;
      }
      case 'reply': {
        const { call, bytes } = event;
        const { from } = call;
        if (call.answered || from.incarnation !== call.fromIncarnation || !from.host) break;
        if (this.defer(from, event)) break;
        call.answered = true;
        this.beginTurn(from, event.sequence, { kind: 'reply', id: call.callId, bytes });
        break;
      }
      case 'message': {
        const { from, to, bytes } = event;
        if (this.defer(to, event) || !to.host) break;
        this.note('gets', to.name, from.name, 'message');
        this.beginTurn(to, event.sequence, { kind: 'message', from: from.address, bytes });
        break;
      }
      case 'call': {
        const { server, id, method, bytes } = event;
        if (server.incarnation !== event.incarnation || this.defer(server, event)) break;
        this.beginTurn(server, event.sequence, { kind: 'call', id, method, bytes });
        break;
      }
    }
  }

  /** Keeps an event of a paused server until it wakes. */
  private defer(server: SimServer, event: SimEvent): boolean {
    if (!server.deferred) return false;
    server.deferred.push(event);
    return true;
  }

  // Turns ------------------------------------------------------------------------------------------------------

  /** A turn that the tester causes directly: it runs in an event of its own, now. */
  private turnAt(server: SimServer, input: BootInput): void {
    const { incarnation } = server;
    const sequence = this.sequence;
    const wake = () => {
      if (server.incarnation === incarnation && server.host) this.beginTurn(server, sequence, input);
    };
    this.schedule({ kind: 'tester', atMs: this.now, wake });
  }

  private beginTurn(server: SimServer, sequence: number, input: Input): void {
    const { host } = server;
    if (!host) return;
    this.current = server;
    server.turns++;
    this.options.progress?.(this.eventCount, this.now, server);
    const id = 'id' in input ? input.id : 0;
    this.fingerprint.add(this.now, sequence, server.address, INPUT_CODES[input.kind], id, bytesOf(input));
    host.begin(input, server.read(this.now));
  }

  private endTurn(): void {
    const server = this.current;
    this.current = undefined;
    if (!server?.host) return;
    try {
      const effects = server.host.settle();
      const crashAfter = this.crashPosition(server, effects);
      for (let index = 0; index < effects.length && index < crashAfter; index++) {
        this.apply(server, effects[index] as Effect);
        if (this.failure) return;
      }
      if (crashAfter <= effects.length) {
        this.count('crashesInMidTurn');
        this.kill(server);
      }
    } catch (error) {
      this.fail(error, server);
    }
  }

  /** Position in `effects` at which an armed crash strikes; beyond the end if none does in this turn. */
  private crashPosition(server: SimServer, effects: readonly Effect[]): number {
    const point = server.crashPoint;
    const never = effects.length + 1;
    if (!point) return never;
    const visible = (effect: Effect) => VISIBLE.has(effect.kind);
    const matches = point.when ? effects.some((effect) => effect.kind === point.when) : effects.some(visible);
    if (!matches) return never;
    let left = point.effects;
    for (const [index, effect] of effects.entries()) {
      if (visible(effect) && left-- === 0) return index;
    }
    return effects.length;
  }

  private apply(server: SimServer, effect: Effect): void {
    const { address } = server;
    if (effect.kind !== 'log') {
      const id = 'id' in effect ? effect.id : 0;
      this.fingerprint.add(this.now, 0, address, EFFECT_CODES[effect.kind], id, bytesOf(effect));
    }
    switch (effect.kind) {
      case 'set-timer': {
        const atMs = this.now + server.worldDelay(effect.delayMs);
        this.activeTimers.get(server)?.set(effect.id, this.sequence);
        this.schedule({ kind: 'timer', atMs, server, incarnation: server.incarnation, id: effect.id });
        break;
      }
      case 'clear-timer':
        this.activeTimers.get(server)?.delete(effect.id);
        break;
      case 'request': {
        const to = this.servers[effect.to];
        if (!to) throw new Error(`${server.name} called address ${effect.to}, where nobody is`);
        this.network.request(server, to, effect);
        break;
      }
      case 'reply':
        this.network.reply(server, effect.id, effect.bytes);
        break;
      case 'message': {
        const to = this.servers[effect.to];
        if (!to) throw new Error(`${server.name} sent to address ${effect.to}, where nobody is`);
        this.network.message(server, to, effect.bytes);
        break;
      }
      case 'save':
        server.disk.state = effect.state;
        if (effect.snapshot) server.disk.snapshot = effect.snapshot;
        this.judge.saved?.(server);
        break;
      case 'emit': {
        const value = decode(effect.bytes);
        this.note(effect.name, server.name, undefined, value);
        this.judge.emitted?.(server, effect.name, value);
        break;
      }
      case 'state': {
        const state = decode(effect.bytes);
        this.note('state', server.name, undefined, state);
        this.judge.stateChanged?.(server, state);
        break;
      }
      case 'return':
        this.resolveCall(effect.id, { kind: 'returned', value: decode(effect.bytes) });
        break;
      case 'log':
        if (this.logs.length === LOG_LINES_KEPT) this.logs.shift();
        this.logs.push({ atMs: this.now, actor: server.name, level: effect.level, text: effect.text });
        break;
      case 'failed':
        this.fail(new Error(effect.error.message), server, effect.error);
        break;
    }
  }

  /** What a call gave reaches the tester in an event of the tester's. */
  private resolveCall(id: number, result: CallResult): void {
    const call = this.openCalls.get(id);
    if (!call) return;
    this.openCalls.delete(id);
    this.schedule({ kind: 'tester', atMs: this.now, wake: () => call.resolve(result) });
  }

  private onUnhandledRejection(error: unknown): void {
    const host = this.current?.host;
    if (host?.rejected) host.rejected(error);
    else this.fail(error, this.current);
  }
}

/** Effects that somebody outside the server can notice: those a crash in mid-turn counts. */
const VISIBLE: ReadonlySet<Effect['kind']> = new Set([
  'request',
  'reply',
  'message',
  'save',
  'emit',
  'return',
]);

function bytesOf(value: Input | Effect): Uint8Array | null | undefined {
  switch (value.kind) {
    case 'boot':
      return value.setup;
    case 'set-timer':
      return encode(value.delayMs);
    case 'save':
      return value.snapshot ? encode([value.state, value.snapshot]) : value.state;
    case 'clear-timer':
    case 'timer':
    case 'log':
    case 'failed':
      return undefined;
    default:
      return value.bytes;
  }
}
