import { format } from 'node:util';
import { decode, encodeShared } from '../encoding.ts';
import type { Persister } from '../persister.ts';
import type { BootInput, ClockReading, Effect, Host, Input, PortError } from '../sim/port.ts';
import { Random } from '../sim/random.ts';
import type { BundleFactory } from './bundle.ts';
import type { GlobalSources } from './globals.ts';
import { NetworkSide } from './network-side.ts';
import { PersisterSide } from './persister-side.ts';
import type { Environment, Program } from './program.ts';
import { VirtualTimers } from './virtual-timers.ts';

export interface IncarnationOptions {
  /** Each line that it logs says where it was called. */
  readonly tellsSources?: boolean;
  /** Numbers in [0, 1) in place of its own stream, which the key in its first input names. */
  readonly random?: () => number;
}

/** Thrown at lab code that asks to exit, so that nothing after `process.exit()` runs. */
class Exit extends Error {}

/**
 * One life of one server, in this process: a fresh copy of all modules, globals of its own, and the objects
 * through which its code reaches the world. Everything it holds hangs on this object, so dropping it is a
 * crash that leaves nothing behind: no timer fires, no pending call returns.
 */
export class Incarnation implements Host {
  private effects: Effect[] = [];
  private clock: ClockReading = { monotonicMs: 0, wallMs: 0 };
  private program: Program | undefined;
  private lastState: Readonly<Record<string, unknown>> | undefined;
  private readonly factory: BundleFactory;
  private readonly options: IncarnationOptions;
  private readonly timers: VirtualTimers;
  private readonly network: NetworkSide;

  constructor(factory: BundleFactory, options: IncarnationOptions = {}) {
    this.factory = factory;
    this.options = options;
    const out = (effect: Effect) => {
      this.effects.push(effect);
    };
    this.timers = new VirtualTimers(
      (id, delayMs) => out({ kind: 'set-timer', id, delayMs }),
      (id) => out({ kind: 'clear-timer', id }),
    );
    this.network = new NetworkSide(out);
  }

  begin(input: Input, clock: ClockReading): void {
    this.clock = clock;
    try {
      this.take(input);
    } catch (error) {
      this.rejected(error);
    }
  }

  settle(): readonly Effect[] {
    this.reportState();
    const effects = this.effects;
    this.effects = [];
    return effects;
  }

  /** An error that nobody caught ends the run: it never travels over the network. */
  rejected(error: unknown): void {
    if (error instanceof Exit) return;
    this.effects.push({ kind: 'failed', error: describeError(error) });
  }

  inspect(): unknown {
    return this.program?.inspect?.();
  }

  /**
   * Lets go of the lab's objects. V8 keeps the classes of this life until it collects all of its memory, and
   * they lead here: without this, garbage of one run is copied about in the next ones, which makes a run
   * dearer by 5 %.
   */
  close(): void {
    this.program = undefined;
    this.lastState = undefined;
    this.effects = [];
    this.timers.forget();
    this.network.forget();
  }

  private take(input: Input): void {
    switch (input.kind) {
      case 'timer':
        this.timers.fire(input.id);
        break;
      case 'reply':
        this.network.takeReply(input.id, input.bytes);
        break;
      case 'request': {
        const { id, service, method, bytes } = input;
        const target = this.program?.services?.[service];
        const answer = this.network.callHandler(target, service, method, bytes);
        this.answer(answer, (value) => ({ kind: 'reply', id, bytes: encodeReply(value, method) }));
        break;
      }
      case 'call': {
        const { id, method, bytes } = input;
        const target = this.program?.calls?.[method];
        if (!target) throw new Error(`the program has nothing to call that is named ${method}`);
        const answer = target(decode<unknown>(bytes) as never);
        this.answer(answer, (value) => ({ kind: 'return', id, bytes: encodeShared(value) }));
        break;
      }
      case 'message':
        this.program?.receive?.(input.from, decode(input.bytes));
        break;
      case 'boot':
        this.boot(input);
        break;
    }
  }

  private boot(input: BootInput): void {
    const { tellsSources, random } = this.options;
    const stream = new Random(input.randomKey);
    const sources: GlobalSources = {
      timers: this.timers,
      monotonicMs: () => this.clock.monotonicMs,
      wallMs: () => this.clock.wallMs,
      random: random ?? (() => stream.real()),
      log: (level, values) => {
        const text = format(...values);
        const stack = tellsSources ? new Error().stack : undefined;
        this.effects.push({ kind: 'log', level, text, ...(stack ? { stack } : {}) });
      },
      exit: (code) => {
        const error = { kind: 'exit', name: 'Exit', message: `process.exit(${code})`, stack: '' } as const;
        this.effects.push({ kind: 'failed', error: { ...error, stack: new Error().stack ?? '' } });
        throw new Exit();
      },
    };
    const { lab, programs } = this.factory(sources);
    const start = programs[input.program];
    if (!start) throw new Error(`the bundle has no program ${input.program}`);
    this.program = start(lab, this.environment(input));
  }

  private environment(input: BootInput): Environment {
    const persister: Persister = new PersisterSide(input.state, input.snapshot, (state, snapshot) => {
      this.effects.push({ kind: 'save', state, snapshot });
    });
    return {
      setup: decode(input.setup),
      persister,
      peer: (address, service) => this.network.peer(address, service),
      links: (me, addresses) => this.network.links(me, addresses),
      emit: (name, value) => {
        this.effects.push({ kind: 'emit', name, bytes: encodeShared(value) });
      },
    };
  }

  /** Sends the result of a handler or a call, at once or when its promise resolves. */
  private answer(result: unknown, effect: (value: unknown) => Effect): void {
    if (isThenable(result)) {
      result.then((value) => {
        this.effects.push(effect(value));
      });
    } else {
      this.effects.push(effect(result));
    }
  }

  private reportState(): void {
    if (!this.program?.state) return;
    try {
      const state = this.program.state();
      if (this.lastState && sameFields(state, this.lastState)) return;
      this.lastState = { ...state };
      this.effects.push({ kind: 'state', bytes: encodeShared(state) });
    } catch (error) {
      this.rejected(error);
    }
  }
}

function isThenable(value: unknown): value is Promise<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as Promise<unknown>).then === 'function'
  );
}

function sameFields(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  for (const name in a) if (!Object.is(a[name], b[name])) return false;
  for (const name in b) if (!(name in a)) return false;
  return true;
}

function encodeReply(value: unknown, method: string): Uint8Array {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`RPC handler ${method} must return an object, and returned ${String(value)}`);
  }
  return encodeShared(value);
}

/** Lab code may throw anything, also what throws again when it is looked at. */
function describeError(error: unknown): PortError {
  try {
    return textOf(error);
  } catch {
    return { kind: 'exception', name: 'Error', message: 'threw something that cannot be shown', stack: '' };
  }
}

function textOf(error: unknown): PortError {
  if (!(error instanceof Error)) {
    return { kind: 'exception', name: 'Error', message: `threw ${format('%o', error)}`, stack: '' };
  }
  const kind = error.name === 'NotImplemented' ? 'not-implemented' : 'exception';
  return { kind, name: `${error.name}`, message: `${error.message}`, stack: `${error.stack ?? ''}` };
}
