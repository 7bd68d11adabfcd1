import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { type VectorEvent, VectorEvents } from '../../check/vector-events.ts';
import { sameVector, vectorFault, vectorOrder, vectorText } from '../../check/vector-order.ts';
import { Cluster } from '../../cluster/cluster.ts';
import type { VectorTime } from './contract.ts';
import { ANSWERS, type KeptVectors, type VectorReport } from './vector-program.ts';

/** What a plan leaves out takes a moment all the same. */
const LEFT_OUT_MS = 1;
/** More than any message needs in these scenarios. */
const QUIET_MS = 500;

/** Processes with a vector clock each, and what can happen in them. Each event is judged as it comes. */
export class VectorCluster extends Cluster implements Judge {
  private readonly record: VectorEvents;
  /** What a clock shows before the first event. */
  private readonly zeros: VectorTime;
  /** By process: the message that its turn began with. */
  private readonly arriving = new Map<number, number>();

  /** All are up. */
  constructor(simulation: Simulation, size: number) {
    super(simulation, { size, program: 'vectors', serverName: (index) => `process ${index}` });
    simulation.judge = this;
    this.record = new VectorEvents(this.size);
    this.zeros = Array<number>(this.size).fill(0);
    this.startAll();
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  emitted(server: SimServer, name: string, value: unknown): void {
    const process = this.indexOf(server);
    if (name === 'starts') this.judgeTime(process, (value as { time: unknown }).time);
    else this.judgeEvent(process, value as VectorReport);
  }

  messageSent(from: SimServer, _to: SimServer, message: number): void {
    this.record.sends(this.indexOf(from), message);
  }

  messageArrives(to: SimServer, _from: SimServer, message: number): void {
    this.arriving.set(this.indexOf(to), message);
  }

  private judgeEvent(process: number, report: VectorReport): void {
    const { kind, processes, vector, time, earlier, earlierTime } = report;
    const others = processes.map((other) => `process ${other}`).join(', ');
    const what = { happens: 'local', sends: `sends to ${others}`, receives: `receives from ${others}` }[kind];
    const before = this.record.latestOf(process);
    if (before) this.judgeKept(process, `the vector of event ${before.nth}`, before.vector, earlier);
    this.judgeKeptTime(process, before, earlierTime);
    const form = vectorFault(vector, this.size);
    if (form) {
      const method = kind === 'receives' ? 'receive' : 'tick';
      this.fail('vector/form', process, `${method} gave ${vectorText(vector)}, which ${form}`);
    }
    const entries = vector as VectorTime;
    const server = this.server(process);
    this.simulation.mark(() => ({ kind: 'event', server, text: vectorText(entries) }));
    if (kind === 'receives') {
      this.record.receives(process, this.arriving.get(process) ?? -1, what, entries);
      this.simulation.count('receipts');
    } else {
      this.record.happens(process, what, entries);
    }
    this.judgeTime(process, time);
    this.simulation.count('events');
  }

  /** `time` is the vector of the last event; before the first, zeros. */
  private judgeTime(process: number, time: unknown): void {
    const last = this.record.latestOf(process);
    const right = last?.vector ?? this.zeros;
    if (!vectorFault(time, this.size) && sameVector(time as VectorTime, right)) return;
    const when = last ? `after its event ${last.nth}` : 'before its first event';
    this.fail('vector/time', process, `${when}, time is ${vectorText(time)}, and not ${vectorText(right)}`);
  }

  /** What `time` gave after this event, or at the start. */
  private judgeKeptTime(process: number, event: VectorEvent | undefined, is: unknown): void {
    const when = event ? `after event ${event.nth}` : 'at the start';
    this.judgeKept(process, `what time gave ${when}`, event?.vector ?? this.zeros, is);
  }

  private judgeKept(process: number, what: string, was: VectorTime, is: unknown): void {
    if (!vectorFault(is, this.size) && sameVector(is as VectorTime, was)) return;
    const message = `${what} was ${vectorText(was)} when it was handed out, and is ${vectorText(is)} now: the same array has been changed`;
    this.fail('vector/changed', process, message);
  }

  private fail(rule: string, process: number, what: string): never {
    throw new Violation(rule, `process ${process}: ${what}`, { actor: this.server(process).name });
  }

  // Events
  // -----------------------------------------------------------------------------------------------------

  /** A local event. */
  async happens(process: number): Promise<void> {
    await this.do(process, 'happens', {});
  }

  /** One event, after which a message leaves for each of these processes. */
  async send(from: number, ...to: readonly number[]): Promise<void> {
    const receivers = to.map((process) => this.indexOf(this.server(process)));
    await this.do(from, 'send', {
      to: receivers.filter((process) => process !== this.indexOf(this.server(from))),
    });
  }

  private async do(process: number, method: string, args: unknown): Promise<void> {
    const server = this.server(process);
    if (this.simulation.planned?.operationOf(server, method) === false) return this.sleep(LEFT_OUT_MS);
    await this.simulation.call(server, method, args);
  }

  /** When all messages have come: nothing that was handed out has changed, and all vectors are compared. */
  async finish(): Promise<void> {
    await this.simulation.sleep(QUIET_MS);
    for (const process of this.all) {
      const result = await this.simulation.call(this.server(process), 'kept', {});
      if (result.kind !== 'returned') continue;
      const own = this.record.all.filter((event) => event.process === process);
      const { vectors, times } = result.value as KeptVectors;
      for (const [index, event] of own.entries()) {
        this.judgeKept(process, `the vector of event ${event.nth}`, event.vector, vectors[index]);
      }
      for (const [index, time] of times.entries()) this.judgeKeptTime(process, own[index - 1], time);
    }
    this.simulation.count('orderedPairs', this.record.pairs.ordered);
    this.simulation.count('concurrentPairs', this.record.pairs.concurrent);
    await this.compare(this.record.all.map(({ vector }) => vector));
  }

  /** `compareVectors` has to be right for each pair of these. */
  async compare(vectors: readonly VectorTime[]): Promise<void> {
    const result = await this.simulation.call(this.server(0), 'compare', { vectors });
    if (result.kind !== 'returned') return;
    const answers = result.value as readonly (number | string)[];
    const pairs = vectors.flatMap((a) => vectors.map((b) => ({ a, b })));
    for (const [index, { a, b }] of pairs.entries()) {
      const answer = answers[index];
      const told = typeof answer === 'number' ? ANSWERS[answer] : answer;
      const right = vectorOrder(a, b);
      if (told === right) continue;
      const message = `compareVectors(${vectorText(a)}, ${vectorText(b)}) gave '${told}', where '${right}' is right`;
      throw new Violation('vector/compare', message, { paper: 'Mattern 1988, The Structure of Vector Time' });
    }
    this.simulation.count('comparisons', pairs.length);
  }
}
