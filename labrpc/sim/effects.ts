import { decode, encode } from '../encoding.ts';
import type { EventLoop } from './event-loop.ts';
import type { TimerEvent } from './events.ts';
import type { RunFingerprint } from './fingerprint.ts';
import { EFFECT_CODES } from './fingerprint-codes.ts';
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
    if (effect.kind !== 'log') this.record(server, effect);
    this.simulation.recorder?.effectBegan(server, effect);
    switch (effect.kind) {
      case 'set-timer':
        this.setTimer(server, effect.id, effect.delayMs);
        break;
      case 'clear-timer':
        server.timers.delete(effect.id);
        break;
      case 'request':
        this.network.request(server, this.serverAt(effect.to, server), effect);
        break;
      case 'reply':
        this.network.reply(server, effect.id, effect.bytes);
        break;
      case 'message': {
        const to = this.serverAt(effect.to, server);
        const message = this.network.message(server, to, effect.bytes);
        this.simulation.judge.messageSent?.(server, to, message);
        break;
      }
      case 'save':
        server.disk.state = effect.state;
        if (effect.snapshot) server.disk.snapshot = effect.snapshot;
        this.simulation.judge.saved?.(server);
        break;
      case 'emit': {
        const value = decode(effect.bytes);
        this.simulation.note('emit', server.name, undefined, effect.name, value);
        this.simulation.judge.emitted?.(server, effect.name, value);
        break;
      }
      case 'state': {
        const state = decode(effect.bytes);
        this.simulation.note('state', server.name, undefined, causeOf(input), state);
        this.simulation.judge.stateChanged?.(server, state);
        break;
      }
      case 'return':
        this.simulation.answerCall(server, effect.id, decode(effect.bytes));
        break;
      case 'log':
        this.simulation.log(server, effect.level, effect.text);
        break;
      case 'failed':
        this.simulation.note('failed', server.name, undefined, causeOf(input), effect.error.kind);
        this.simulation.fail(new Error(effect.error.message), server, effect.error);
        break;
    }
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

  private record(server: SimServer, effect: Effect): void {
    const id = 'id' in effect ? effect.id : 0;
    const delayMs = effect.kind === 'set-timer' ? effect.delayMs : 0;
    const code = EFFECT_CODES[effect.kind];
    this.fingerprint.add(this.loop.nowMs, delayMs, server.address, code, id, effectBytes(effect));
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

/** What an effect brings into the world, for the fingerprint. */
function effectBytes(effect: Effect): Uint8Array | undefined {
  switch (effect.kind) {
    case 'save':
      return effect.snapshot ? encode([effect.state, effect.snapshot]) : effect.state;
    case 'set-timer':
    case 'clear-timer':
    case 'log':
    case 'failed':
      return undefined;
    default:
      return effect.bytes;
  }
}

/**
 * What an input brings that is new. The bytes of a request, reply or message are in the fingerprint since
 * their effect put them on the way.
 */
export function inputBytes(input: Input): Uint8Array | undefined {
  if (input.kind === 'boot') return input.setup;
  return input.kind === 'call' ? input.bytes : undefined;
}
