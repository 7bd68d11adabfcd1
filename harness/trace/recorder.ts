import { decode } from '../../labrpc/encoding.ts';
import { type Fault, serversOf } from '../../labrpc/sim/faults.ts';
import type { Effect, Input } from '../../labrpc/sim/port.ts';
import type { Mark, Recorder, Sent } from '../../labrpc/sim/recorder.ts';
import type { SimServer } from '../../labrpc/sim/server.ts';
import type { CallResult, Simulation } from '../../labrpc/sim/simulation.ts';
import { ActorMirror } from './actor-mirror.ts';
import type { Captured, Change } from './captured.ts';
import { faultWords } from './fault-words.ts';
import { Mirror } from './mirror.ts';
import { peopleText } from './names-text.ts';
import { Tape } from './tape.ts';
import type { RawEffect, RawStep } from './tape-records.ts';
import type { Cause, Fate, Trace, TraceActor, TraceFailure, TraceFault, TraceRun } from './trace.ts';

/** What a recorder cannot see by itself. */
export interface TraceContext {
  readonly run: Omit<TraceRun, 'steps' | 'delivered'>;
  readonly failure: Omit<TraceFailure, 'step' | 'isInStep'> | undefined;
  /** Maps a stack to lab code: one frame a line. */
  readonly mapStack: (stack: string) => string;
}

/** When a timer was set, and for how long. */
interface SetTimer {
  readonly set: number;
  readonly delayMs: number;
}

const UNDER_WAY: Fate = { kind: 'under-way' };

/** Records a run as a trace. One for each run; `watch` before it begins, `trace` when it has ended. */
export class TraceRecorder implements Recorder {
  private simulation: Simulation | undefined;
  private readonly tape: Tape;
  private readonly values = new Mirror(true);
  private readonly mirrors: ActorMirror[] = [];
  /** By address: the timers that each server has set, by id. */
  private readonly timers: Map<number, SetTimer>[] = [];
  private step: RawStep | undefined;
  private steps = 0;
  /** The run failed while a turn took effect, not while the scenario looked. */
  private failedInStep = false;
  private delivered = 0;

  /** `maxBytes`: about how much JSON is kept; of more, the beginning is left out. */
  constructor(maxBytes?: number) {
    this.tape = new Tape(() => this.states(), maxBytes);
  }

  watch(simulation: Simulation): void {
    this.simulation = simulation;
  }

  /** To be called once, after the run. */
  trace({ run, failure, mapStack }: TraceContext): Trace {
    const counts = { steps: this.steps, delivered: this.delivered };
    const step = Math.max(0, this.steps - 1);
    return {
      format: 'lockstep-trace',
      version: 1,
      run: { ...run, ...counts },
      ...(failure ? { failure: { ...failure, step, isInStep: this.failedInStep } } : {}),
      actors: this.actors(),
      network: { partition: [], cut: [], held: [] },
      ...this.tape.read(mapStack),
    };
  }

  // Recorder
  // ---------------------------------------------------------------------------------------------------

  turnBegan(server: SimServer, input: Input, message: number | undefined): void {
    this.openStep(this.causeOf(server, input, message ?? -1), server.address);
    if (message !== undefined && !(input.kind === 'reply' && input.bytes === null)) {
      this.delivered++;
      this.settle(message, { kind: 'delivered', atMs: this.nowMs, step: this.step?.n ?? 0 });
    }
    if (input.kind === 'boot') this.mirrorOf(server).boot(input.state, input.snapshot);
  }

  effectBegan({ address }: SimServer, effect: Effect): void {
    const step = this.step;
    if (!step) return;
    switch (effect.kind) {
      case 'set-timer': {
        const { id, delayMs } = effect;
        this.timersOf(address).set(id, { set: step.n, delayMs });
        addEffect(step, { kind: 'set-timer', id, delayMs: round(delayMs) });
        break;
      }
      case 'clear-timer':
        addEffect(step, { kind: 'clear-timer', id: effect.id });
        break;
      case 'save': {
        const { state, snapshot } = effect;
        const snapshotBytes = snapshot ? { snapshotBytes: snapshot.length } : {};
        addEffect(step, { kind: 'save', stateBytes: state.length, ...snapshotBytes });
        this.change(this.mirrors[address]?.save(state, snapshot) ?? []);
        break;
      }
      case 'emit':
        addEffect(step, { kind: 'raw-emit', name: effect.name, bytes: effect.bytes });
        break;
      case 'return':
        addEffect(step, { kind: 'return', operation: effect.id });
        break;
      case 'state':
        this.change(this.mirrors[address]?.report(decode(effect.bytes)) ?? []);
        break;
      case 'log':
        step.logs ??= [];
        step.logs.push(effect);
        break;
      case 'failed':
        addEffect(step, { kind: 'failed', error: `${effect.error.name}: ${effect.error.message}` });
        break;
    }
  }

  turnEnded(server: SimServer, end: { readonly crashed: boolean; readonly finished: boolean }): void {
    const step = this.step;
    if (!step) return;
    if (end.crashed) step.crashed = true;
    if (!end.finished) step.unfinished = true;
    if (this.simulation?.hasFailed || !end.finished) this.failedInStep = true;
    if (server.host && end.finished) this.change(this.mirrorOf(server).look(server.host.inspect?.()));
    this.closeStep();
  }

  faulted(fault: Fault): void {
    // A crash in mid-turn belongs to its turn.
    if (this.step) return;
    const { from, to, text } = faultWords(fault);
    const people = from.length > 0 ? peopleText(from, to) : '';
    const cause: TraceFault = {
      kind: 'fault',
      what: fault.what,
      actors: serversOf(fault).map(({ address }) => address),
      ...('groups' in fault ? { groups: fault.groups.map((group) => group.map((one) => one.address)) } : {}),
      text: [people, text].filter(Boolean).join(' '),
    };
    this.openStep(cause, undefined);
    this.closeStep();
  }

  sent(message: Sent): void {
    const { id, kind, from, to, method, bytes, re, copyOf } = message;
    this.tape.addMessage({
      id,
      kind,
      from: from.address,
      to: to.address,
      method,
      bytes,
      re,
      copyOf,
      sentAtMs: this.nowMs,
      sent: this.step?.n ?? this.steps,
      fate: UNDER_WAY,
    });
    if (this.step) addEffect(this.step, { kind: 'send', message: id });
  }

  lost(message: number, why: string): void {
    this.settle(message, { kind: 'lost', atMs: this.nowMs, why });
  }

  ignored(message: number, why: string): void {
    this.settle(message, { kind: 'ignored', atMs: this.nowMs, why });
  }

  called(id: number, { address }: SimServer, method: string, args: unknown, of?: string): void {
    const operation = { id, actor: address, method, args: this.values.capture(args), fromMs: this.nowMs };
    this.tape.prepare();
    this.tape.addOperation({ ...operation, ...(of && { of }) });
  }

  answered(id: number, result: CallResult): void {
    const end =
      result.kind === 'down' ? { isDown: true as const } : { result: this.values.capture(result.value) };
    this.tape.endOperation(id, { toMs: this.nowMs, ...end });
  }

  marked({ server, ...mark }: Mark): void {
    const step = this.step ?? this.tape.lastStep;
    if (!step) return;
    step.marks ??= [];
    step.marks.push({ ...mark, actor: server.address });
  }

  // Steps
  // ------------------------------------------------------------------------------------------------------

  private get nowMs(): number {
    return round(this.simulation?.nowMs ?? 0);
  }

  private openStep(cause: Cause, actor: number | undefined): void {
    this.tape.prepare();
    const n = this.steps++;
    const { nowMs: atMs } = this;
    this.step = actor === undefined ? { n, atMs, cause } : { n, atMs, actor, cause };
  }

  private closeStep(): void {
    if (this.step) this.tape.addStep(this.step);
    this.step = undefined;
  }

  private change(changes: readonly Change[]): void {
    const { step } = this;
    if (!step || changes.length === 0) return;
    step.changes ??= [];
    for (const change of changes) step.changes.push(change);
  }

  private causeOf(server: SimServer, input: Input, message: number): Cause {
    switch (input.kind) {
      case 'boot':
        return { kind: 'boot', incarnation: server.incarnation };
      case 'timer': {
        const timer = this.timersOf(server.address).get(input.id);
        return { kind: 'timer', id: input.id, set: timer?.set ?? -1, delayMs: round(timer?.delayMs ?? 0) };
      }
      case 'request':
      case 'message':
        return { kind: 'message', message };
      case 'reply':
        return input.bytes ? { kind: 'reply', message } : { kind: 'no-answer', request: message };
      case 'call':
        return { kind: 'call', operation: input.id };
    }
  }

  private timersOf(address: number): Map<number, SetTimer> {
    let timers = this.timers[address];
    if (!timers) {
      timers = new Map();
      this.timers[address] = timers;
    }
    return timers;
  }

  private settle(message: number, fate: Fate): void {
    this.tape.settleMessage(message, fate);
  }

  private mirrorOf(server: SimServer): ActorMirror {
    let mirror = this.mirrors[server.address];
    if (!mirror) {
      mirror = new ActorMirror();
      this.mirrors[server.address] = mirror;
    }
    return mirror;
  }

  /** Just before the next step, by address. */
  private states(): readonly Captured[] {
    return this.servers.map((server) => this.mirrorOf(server).copy());
  }

  /** As a run begins: nobody is up, and nothing is wrong. */
  private actors(): readonly TraceActor[] {
    const calm = { isUp: false, isPaused: false, isOnline: true, clockRate: 1, state: null };
    return this.servers.map(({ name, role, cluster }) => ({
      name,
      role,
      ...(cluster && { cluster }),
      ...calm,
    }));
  }

  private get servers(): readonly SimServer[] {
    return this.simulation?.servers ?? [];
  }
}

/** Microseconds are enough for a reader. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function addEffect(step: RawStep, effect: RawEffect): void {
  step.effects ??= [];
  step.effects.push(effect);
}
