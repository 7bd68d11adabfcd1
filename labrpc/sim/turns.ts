import { causeOf, crashPosition, cutAt, EffectApplier } from './effects.ts';
import type { EventHandler, EventLoop } from './event-loop.ts';
import type { SimEvent } from './events.ts';
import type { RunFingerprint } from './fingerprint.ts';
import { INPUT_CODES } from './fingerprint-codes.ts';
import { Limits } from './limits.ts';
import type { Effect, Input } from './port.ts';
import type { Recorder } from './recorder.ts';
import type { SimServer } from './server.ts';
import type { Simulation } from './simulation.ts';
import type { SimulationOptions } from './simulation-options.ts';

/**
 * Turns events into turns. In comes an event; its server's host takes the input; when the microtasks have
 * drained, the effects of the turn happen in the world, all of them or, in a crash, the first few.
 */
export class Turns implements EventHandler {
  private readonly simulation: Simulation;
  private readonly loop: EventLoop;
  private readonly fingerprint: RunFingerprint;
  private readonly limits: Limits;
  private readonly effects: EffectApplier;
  private readonly progress: SimulationOptions['progress'];
  private readonly recorder: Recorder | undefined;
  private readonly stopBeforeEvent: number | undefined;
  /** The server whose turn it is; undefined in an event of the tester. */
  private current: SimServer | undefined;
  /** What its turn began with. */
  private input: Input | undefined;

  constructor(
    simulation: Simulation,
    loop: EventLoop,
    fingerprint: RunFingerprint,
    options: SimulationOptions,
  ) {
    this.simulation = simulation;
    this.loop = loop;
    this.fingerprint = fingerprint;
    this.limits = new Limits(options.limits);
    this.effects = new EffectApplier(simulation, loop, simulation.network, fingerprint);
    this.progress = options.progress;
    this.recorder = options.recorder;
    this.stopBeforeEvent = options.stopBeforeEvent;
  }

  begin(event: SimEvent): void {
    try {
      this.dispatch(event);
      this.limits.check(this.loop.events, this.loop.nowMs, this.current);
    } catch (error) {
      this.simulation.fail(error, this.current);
    }
  }

  /**
   * Begins the turn that an event means, unless it is void: its server is dead, or has a new life, or sleeps.
   */
  private dispatch(event: SimEvent): void {
    const { sequence } = this.loop;
    switch (event.kind) {
      case 'tester':
        this.progress?.(this.loop.events, this.loop.nowMs, undefined);
        event.wake();
        break;
      case 'timer': {
        const { server, id } = event;
        if (event.incarnation !== server.incarnation || server.timers.get(id) !== event) break;
        if (server.defers(event)) break;
        server.timers.delete(id);
        this.limits.timerFired(server, this.loop.nowMs);
        this.beginTurn(server, sequence, { kind: 'timer', id });
        break;
      }
      case 'request': {
        const { to, from, service, method, bytes } = event.call;
        if (to.defers(event)) break;
        const id = this.simulation.network.arrive(event);
        if (id === undefined) break;
        this.simulation.note('gets', to.name, from.name, method, bytes);
        this.beginTurn(to, sequence, { kind: 'request', id, service, method, bytes }, event.message);
        break;
      }
      case 'reply': {
        const { call, bytes } = event;
        const { from, to, method } = call;
        if (call.answered || from.incarnation !== call.fromIncarnation || !from.host) {
          if (bytes) this.recorder?.ignored(event.message, call.answered ? 'answered before' : 'caller died');
          break;
        }
        if (from.defers(event)) break;
        call.answered = true;
        if (bytes) this.simulation.note('answer', from.name, to.name, method, bytes);
        this.beginTurn(from, sequence, { kind: 'reply', id: call.callId, bytes }, event.message);
        break;
      }
      case 'message': {
        const { from, to, bytes } = event;
        if (!to.host) {
          this.recorder?.ignored(event.message, 'down');
          break;
        }
        if (to.defers(event)) break;
        this.simulation.note('gets', to.name, from.name, undefined, bytes);
        this.simulation.judge.messageArrives?.(to, from, event.original);
        this.beginTurn(to, sequence, { kind: 'message', from: from.address, bytes }, event.message);
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

  beginTurn(server: SimServer, sequence: number, input: Input, message?: number): void {
    const { host } = server;
    if (!host) return;
    this.progress?.(this.loop.events, this.loop.nowMs, server);
    this.recorder?.turnBegan(server, input, message);
    if (this.loop.events === this.stopBeforeEvent) {
      this.simulation.note('unfinished', server.name, undefined, causeOf(input));
      this.recorder?.turnEnded(server, { crashed: false, finished: false });
      this.simulation.stop();
      return;
    }
    this.current = server;
    this.input = input;
    const { planned } = this.simulation;
    if (planned && message !== undefined && !('bytes' in input && input.bytes === null)) planned.delivered++;
    this.record(server, sequence, input);
    host.begin(input, server.read(this.loop.nowMs));
  }

  end(): void {
    const server = this.current;
    this.current = undefined;
    const host = server?.host;
    const { input } = this;
    if (!server || !host || !input) return;
    let crashed = false;
    try {
      const effects = host.settle();
      const crashAfter = crashPosition(server, effects);
      for (let index = 0; index < effects.length && index < crashAfter; index++) {
        this.effects.apply(server, effects[index] as Effect, input);
        // The judge may end the run, or this life.
        if (this.simulation.hasFailed || server.host !== host) return;
      }
      if (crashAfter <= effects.length) {
        crashed = true;
        this.simulation.count('crashesInMidTurn');
        this.simulation.kill(server, cutAt(effects, crashAfter));
      }
    } catch (error) {
      this.simulation.fail(error, server);
    } finally {
      this.recorder?.turnEnded(server, { crashed, finished: true });
    }
  }

  /**
   * Puts what an input brings that is new into the fingerprint. The bytes of a request, reply or message are
   * there already: their effect put them on the way.
   */
  private record({ address }: SimServer, sequence: number, input: Input): void {
    const { nowMs } = this.loop;
    switch (input.kind) {
      case 'boot':
        this.fingerprint.add(nowMs, sequence, address, INPUT_CODES.boot, 0, input.setup);
        break;
      case 'timer':
        this.fingerprint.add(nowMs, sequence, address, INPUT_CODES.timer, input.id);
        break;
      case 'request':
        this.fingerprint.add(nowMs, sequence, address, INPUT_CODES.request, input.id);
        break;
      case 'reply':
        this.fingerprint.add(nowMs, sequence, address, INPUT_CODES.reply, input.id);
        break;
      case 'message':
        this.fingerprint.add(nowMs, sequence, address, INPUT_CODES.message, 0);
        break;
      case 'call':
        this.fingerprint.add(nowMs, sequence, address, INPUT_CODES.call, input.id, input.bytes);
        break;
    }
  }

  rejected(error: unknown): void {
    const host = this.current?.host;
    if (host?.rejected) host.rejected(error);
    else this.simulation.fail(error, this.current);
  }
}
