import type { Call, RequestEvent, SimEvent } from './events.ts';
import { drawMs, FaultTable, type LinkFaults, type Range, RELIABLE } from './link-faults.ts';
import { LinkOrder } from './link-order.ts';
import { drawMessageFate, drawReplyFate, drawRequestFate, type MessageFate } from './message-fate.ts';
import type { PlannedRun } from './planned-run.ts';
import type { Effect } from './port.ts';
import type { Random } from './random.ts';
import { Reachability } from './reachability.ts';
import type { Recorder, Sent } from './recorder.ts';
import type { SimServer } from './server.ts';
import { TrafficCounters } from './traffic.ts';

/** What the network needs of the world it is in. */
export interface NetworkWorld {
  readonly nowMs: number;
  /** Gives the event a sequence number and puts it in the queue. */
  schedule(atMs: number, event: SimEvent): void;
}

/** Told of what gets lost, for the story of a run that fails. `method` is undefined for one-way messages. */
export type NetworkNote = (who: SimServer, whom: SimServer, method: string | undefined, why: string) => void;

/**
 * Carries calls and messages between servers, or loses, doubles and delays them. All its randomness comes
 * from one stream, drawn in the order in which the world hands it messages.
 */
export class Network {
  readonly faults: FaultTable = new FaultTable(RELIABLE);
  readonly reach: Reachability = new Reachability();
  readonly traffic: TrafficCounters = new TrafficCounters();
  private readonly world: NetworkWorld;
  private readonly random: Random;
  private readonly note: NetworkNote;
  private readonly recorder: Recorder | undefined;
  private readonly planned: PlannedRun | undefined;
  private nextRequestId = 1;
  private nextMessage = 0;
  private readonly order = new LinkOrder();
  /** By link: what waits behind a closed valve. */
  private readonly valves = new Map<string, SimEvent[]>();
  /** By server: the requests that it works on, by request id. */
  private readonly serving = new Map<SimServer, Map<number, Call>>();

  constructor(
    world: NetworkWorld,
    random: Random,
    note: NetworkNote,
    recorder?: Recorder,
    planned?: PlannedRun,
  ) {
    this.world = world;
    this.random = random;
    this.note = note;
    this.recorder = recorder;
    this.planned = planned;
  }

  /** A server calls another: sends the request on its way, or prepares the bad news. */
  request(from: SimServer, to: SimServer, effect: Effect & { kind: 'request' }): void {
    const { id, service, method, bytes } = effect;
    this.traffic.count(from.address, to.address, 1, bytes.length);
    const call: Call = {
      from,
      fromIncarnation: from.incarnation,
      callId: id,
      to,
      service,
      method,
      bytes,
      message: this.nextMessage++,
      answered: false,
    };
    this.recorder?.sent({ id: call.message, kind: 'request', from, to, method, bytes });
    const faults = this.faults.of(from.address, to.address);
    if (!to.isUp || !this.reach.canSend(from, to)) {
      const why = to.isUp ? 'cut off' : 'down';
      this.recorder?.lost(call.message, why);
      this.noAnswer(call, faults.unreachableAfterMs, why);
      return;
    }
    const drawn = drawRequestFate(this.random, faults);
    const isStaged = faults.dropRequestRatio === 1 || faults.duplicateRatio === 1;
    const fate = this.planned?.fate('request', [from, to], drawn, isStaged) ?? drawn;
    if (fate.kind === 'lost') {
      this.recorder?.lost(call.message, 'request lost');
      this.answerNothing(call, fate.afterMs, 'request lost');
      return;
    }
    for (const [copy, delayMs] of fate.delaysMs.entries()) {
      const message = copy === 0 ? call.message : this.nextMessage++;
      if (copy > 0) {
        this.recorder?.sent({ id: message, kind: 'request', from, to, method, bytes, copyOf: call.message });
      }
      const atMs = this.world.nowMs + delayMs;
      this.send(from, to, atMs, { kind: 'request', call, message });
    }
  }

  /** A request arrives: its number for the server's host, or undefined if nobody is there to get it. */
  arrive({ call, message }: RequestEvent): number | undefined {
    const { from, to } = call;
    if (!to.isUp || !this.reach.canSend(from, to)) {
      this.recorder?.lost(message, 'lost on the way');
      if (!call.answered) {
        this.noAnswer(call, this.faults.of(from.address, to.address).unreachableAfterMs, 'lost on the way');
      }
      return undefined;
    }
    const id = this.nextRequestId++;
    let calls = this.serving.get(to);
    if (!calls) {
      calls = new Map();
      this.serving.set(to, calls);
    }
    calls.set(id, call);
    return id;
  }

  /** A handler has finished. */
  reply(server: SimServer, requestId: number, bytes: Uint8Array): void {
    const calls = this.serving.get(server);
    const call = calls?.get(requestId);
    if (!calls || !call) return;
    calls.delete(requestId);
    const { from } = call;
    this.traffic.count(server.address, from.address, 0, bytes.length);
    const faults = this.faults.of(server.address, from.address);
    const message = this.nextMessage++;
    const { method } = call;
    this.recorder?.sent({
      id: message,
      kind: 'reply',
      from: server,
      to: from,
      method,
      bytes,
      re: call.message,
    });
    if (!this.reach.canSend(server, from)) {
      this.recorder?.lost(message, 'reply cut off');
      this.noAnswer(call, faults.unreachableAfterMs, 'reply cut off');
      return;
    }
    const drawn = drawReplyFate(this.random, faults);
    const isStaged = faults.dropReplyRatio === 1;
    const fate = this.planned?.fate('reply', [server, from], drawn, isStaged) ?? drawn;
    if (fate.kind === 'lost') {
      this.recorder?.lost(message, 'reply lost');
      this.answerNothing(call, fate.afterMs, 'reply lost');
      return;
    }
    const atMs = this.world.nowMs + (fate.delaysMs[0] ?? 0) + (fate.heldMs ?? 0);
    this.send(server, from, atMs, { kind: 'reply', call, bytes, message });
  }

  /** A one-way message: its number. */
  message(from: SimServer, to: SimServer, bytes: Uint8Array): number {
    this.traffic.count(from.address, to.address, 1, bytes.length);
    const faults = this.faults.of(from.address, to.address);
    const sent: Sent = { id: this.nextMessage++, kind: 'message', from, to, method: 'message', bytes };
    this.recorder?.sent(sent);
    const fate = this.reach.canSend(from, to) ? this.fateOfMessage(from, to, faults) : undefined;
    if (fate?.kind !== 'delivered') {
      this.recorder?.lost(sent.id, 'lost');
      this.note(from, to, undefined, 'lost');
      return sent.id;
    }
    for (const [copy, delayMs] of fate.delaysMs.entries()) {
      const message = copy === 0 ? sent.id : this.nextMessage++;
      if (copy > 0) this.recorder?.sent({ ...sent, id: message, copyOf: sent.id });
      const atMs = this.inOrder(from, to, this.world.nowMs + delayMs);
      this.send(from, to, atMs, { kind: 'message', from, to, bytes, message, original: sent.id });
    }
    return sent.id;
  }

  private inOrder(from: SimServer, to: SimServer, atMs: number): number {
    const { keepsOrder } = this.faults.of(from.address, to.address);
    return keepsOrder ? this.order.arrivalMs(valveKey(from, to), atMs) : atMs;
  }

  private fateOfMessage(from: SimServer, to: SimServer, faults: LinkFaults): MessageFate {
    const drawn = drawMessageFate(this.random, faults);
    const isStaged = faults.dropRequestRatio === 1 || faults.duplicateRatio === 1;
    return this.planned?.fate('message', [from, to], drawn, isStaged) ?? drawn;
  }

  /** A server has died: whoever waits for it will hear nothing. */
  crashed(server: SimServer): void {
    const calls = this.serving.get(server);
    if (!calls) return;
    this.serving.delete(server);
    for (const call of calls.values()) {
      const faults = this.faults.of(call.from.address, server.address);
      this.noAnswer(call, faults.unreachableAfterMs, 'died');
    }
  }

  /**
   * From now on, what is sent from one server to another (requests, replies, messages) waits, and is not
   * lost.
   */
  hold(from: SimServer, to: SimServer): void {
    const key = valveKey(from, to);
    if (!this.valves.has(key)) this.valves.set(key, []);
  }

  /** What waited goes on its way now, in the order in which it was sent. Returns how much that was. */
  release(from: SimServer, to: SimServer): number {
    const waiting = this.valves.get(valveKey(from, to)) ?? [];
    this.valves.delete(valveKey(from, to));
    for (const event of waiting) this.letGo(from, to, event);
    return waiting.length;
  }

  /** Lets one message go, the first or the last that was sent; the others stay. False if none waited. */
  releaseOne(from: SimServer, to: SimServer, which: 'oldest' | 'newest'): boolean {
    const waiting = this.valves.get(valveKey(from, to));
    const event = which === 'oldest' ? waiting?.shift() : waiting?.pop();
    if (!event) return false;
    this.letGo(from, to, event);
    return true;
  }

  private letGo(from: SimServer, to: SimServer, event: SimEvent): void {
    const [min] = this.faults.of(from.address, to.address).delayMs;
    const soonMs = this.world.nowMs + min;
    const atMs = event.kind === 'message' ? this.inOrder(from, to, soonMs) : soonMs;
    this.world.schedule(atMs, event);
  }

  /** How much waits on a link that is held. */
  heldOn(from: SimServer, to: SimServer): number {
    return this.valves.get(valveKey(from, to))?.length ?? 0;
  }

  private send(from: SimServer, to: SimServer, atMs: number, event: SimEvent): void {
    const valve = this.valves.size > 0 ? this.valves.get(valveKey(from, to)) : undefined;
    if (valve) valve.push(event);
    else this.world.schedule(atMs, event);
  }

  private noAnswer(call: Call, afterMs: Range, why: string): void {
    this.answerNothing(call, drawMs(this.random, afterMs), why);
  }

  private answerNothing(call: Call, afterMs: number, why: string): void {
    this.note(call.from, call.to, call.method, why);
    const atMs = this.world.nowMs + afterMs;
    this.world.schedule(atMs, { kind: 'reply', call, bytes: null, message: call.message });
  }
}

function valveKey(from: SimServer, to: SimServer): string {
  return `${from.address}>${to.address}`;
}
