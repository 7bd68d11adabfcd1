import { decode } from '../encoding.ts';
import type { EventLoop } from './event-loop.ts';
import type { TimerEvent } from './events.ts';
import type { RunFingerprint } from './fingerprint.ts';
import { EFFECT_CODES, SAVE_WITH_SNAPSHOT } from './fingerprint-codes.ts';
import type { Network } from './network.ts';
import type { Effect, Input } from './port.ts';
import type { CutTurn, SimServer, VisibleEffect } from './server.ts';
import type { Simulation } from './simulation.ts';

/** Applies what servers do to the world, in the order in which they did it. */
export class EffectApplier {
  private readonly simulation: Simulation;
  private readonly loop: EventLoop;
  private readonly network: Network;
  private readonly fingerprint: RunFingerprint;

  constructor(simulation: Simulation, loop: EventLoop, network: Network, fingerprint: RunFingerprint) {
    this.simulation = simulation;
    this.loop = loop;
    this.network = network;
    this.fingerprint = fingerprint;
  }

  /** `input` is what the turn began with. */
  apply(server: SimServer, effect: Effect, input: Input): void {
    this.simulation.recorder?.effectBegan(server, effect);
    // Which effect it is, is asked once: effects come in many shapes, for which V8 has to look it up.
    switch (effect.kind) {
      case 'set-timer':
        this.record(server, EFFECT_CODES['set-timer'], effect.id, undefined, effect.delayMs);
        this.setTimer(server, effect.id, effect.delayMs);
        break;
      case 'clear-timer':
        this.record(server, EFFECT_CODES['clear-timer'], effect.id);
        server.timers.delete(effect.id);
        break;
      case 'request':
        this.record(server, EFFECT_CODES.request, effect.id, effect.bytes);
        this.network.request(server, this.serverAt(effect.to, server), effect);
        break;
      case 'reply':
        this.record(server, EFFECT_CODES.reply, effect.id, effect.bytes);
        this.network.reply(server, effect.id, effect.bytes);
        break;
      case 'message':
        this.record(server, EFFECT_CODES.message, 0, effect.bytes);
        this.message(server, effect);
        break;
      case 'save':
        this.saved(server, effect);
        break;
      case 'emit':
        this.record(server, EFFECT_CODES.emit, 0, effect.bytes);
        this.emitted(server, effect);
        break;
      case 'state':
        this.record(server, EFFECT_CODES.state, 0, effect.bytes);
        this.stateChanged(server, effect, input);
        break;
      case 'return':
        this.record(server, EFFECT_CODES.return, effect.id, effect.bytes);
        this.simulation.answerCall(server, effect.id, decode(effect.bytes));
        break;
      case 'log':
        this.simulation.log(server, effect.level, effect.text);
        break;
      case 'failed':
        this.record(server, EFFECT_CODES.failed, 0);
        this.simulation.note('failed', server.name, undefined, causeOf(input), effect.error.kind);
        this.simulation.fail(new Error(effect.error.message), server, effect.error);
        break;
    }
  }

  private message(from: SimServer, effect: Effect & { readonly kind: 'message' }): void {
    const to = this.serverAt(effect.to, from);
    const message = this.network.message(from, to, effect.bytes);
    this.simulation.judge.messageSent?.(from, to, message);
  }

  private saved(server: SimServer, { state, snapshot }: Effect & { readonly kind: 'save' }): void {
    const code = snapshot ? SAVE_WITH_SNAPSHOT : EFFECT_CODES.save;
    this.record(server, code, state.length, snapshot);
    this.fingerprint.addState(state);
    server.disk.state = state;
    if (snapshot) server.disk.snapshot = snapshot;
    this.simulation.judge.saved?.(server);
  }

  private emitted(server: SimServer, { name, bytes }: Effect & { readonly kind: 'emit' }): void {
    const value = decode(bytes);
    this.simulation.note('emit', server.name, undefined, name, value);
    this.simulation.judge.emitted?.(server, name, value);
  }

  private stateChanged(
    server: SimServer,
    { bytes }: Effect & { readonly kind: 'state' },
    input: Input,
  ): void {
    const state = decode(bytes);
    this.simulation.note('state', server.name, undefined, causeOf(input), state);
    this.simulation.judge.stateChanged?.(server, state);
  }

  /**
   * The queue keeps cleared timers until their time; that they are no longer the newest of their id voids
   * them.
   */
  private setTimer(server: SimServer, id: number, delayMs: number): void {
    const atMs = this.loop.nowMs + server.worldDelay(delayMs);
    const { incarnation } = server;
    const event: TimerEvent = { kind: 'timer', atMs, server, incarnation, id };
    server.timers.set(id, event);
    this.loop.schedule(atMs, event);
  }

  private serverAt(address: number, sender: SimServer): SimServer {
    const server = this.simulation.servers[address];
    if (!server) throw new Error(`${sender.name} sent to address ${address}, where nobody is`);
    return server;
  }

  private record(server: SimServer, code: number, id: number, bytes?: Uint8Array, delayMs: number = 0): void {
    this.fingerprint.add(this.loop.nowMs, delayMs, server.address, code, id, bytes);
  }
}

/** What a turn began with, in a word: for the story of a run that fails. */
export function causeOf(input: Input): string {
  return input.kind === 'reply' && !input.bytes ? 'no answer' : input.kind;
}

/** Effects that somebody outside the server can notice: those that a crash in mid-turn counts. */
const VISIBLE: ReadonlySet<Effect['kind']> = new Set<VisibleEffect>([
  'request',
  'reply',
  'message',
  'save',
  'emit',
  'return',
]);

/**
 * Position in `effects` at which the server's armed crash strikes; beyond the end if none does in this turn.
 */
export function crashPosition(server: SimServer, effects: readonly Effect[]): number {
  const point = server.crashPoint;
  const never = effects.length + 1;
  if (!point) return never;
  const matches = effects.some(({ kind }) => (point.when ? kind === point.when : VISIBLE.has(kind)));
  if (!matches) return never;
  let left = point.effects;
  for (const [index, effect] of effects.entries()) {
    if (VISIBLE.has(effect.kind) && left-- === 0) return index;
  }
  return effects.length;
}

/** What a crash at this position leaves of a turn, for its story. */
export function cutAt(effects: readonly Effect[], position: number): CutTurn {
  const kinds = (part: readonly Effect[]): VisibleEffect[] => part.map(({ kind }) => kind).filter(isVisible);
  return { done: kinds(effects.slice(0, position)), undone: kinds(effects.slice(position)) };
}

function isVisible(kind: Effect['kind']): kind is VisibleEffect {
  return VISIBLE.has(kind);
}
