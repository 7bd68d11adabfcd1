import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { LamportTimes } from '../../check/lamport-times.ts';
import { checkStampOrder, type StampOfEvent } from '../../check/stamp-order.ts';
import { Cluster } from '../../cluster/cluster.ts';
import type { LamportReport } from './lamport-process-program.ts';

/** Processes with a Lamport clock each, which do what the scenario says. Every event's time is judged. */
export class ClockGroup extends Cluster implements Judge {
  private readonly times: LamportTimes;

  /** Everybody is up. */
  constructor(simulation: Simulation, size: number) {
    super(simulation, { size, program: 'lamportProcess', serverName: (index) => `process ${index}` });
    this.times = new LamportTimes(this.size);
    simulation.judge = this;
    this.startAll();
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  messageSent(from: SimServer, _to: SimServer, message: number): void {
    this.times.left(this.indexOf(from), message);
  }

  messageArrives(to: SimServer, _from: SimServer, message: number): void {
    this.times.comes(this.indexOf(to), message);
  }

  emitted(server: SimServer, _name: string, value: unknown): void {
    const report = value as LamportReport;
    this.simulation.mark(() => ({ kind: 'event', server, text: `time ${String(report.given)}` }));
    this.times.happens(this.indexOf(server), report);
    this.simulation.count('events');
    if (report.kind === 'receives') this.simulation.count('receipts');
  }

  // Telling processes what to do
  // --------------------------------------------------------------------------------

  /** So many events of its own. */
  async local(process: number, count: number = 1): Promise<void> {
    await this.simulation.call(this.server(process), 'local', { count });
  }

  /** A message to each, every one an event. Resolves when they are on their way. */
  async send(from: number, ...to: readonly number[]): Promise<void> {
    const sender = this.indexOf(this.server(from));
    // In a group that a plan has made smaller, somebody may have come to play both parts.
    const others = to.map((one) => this.indexOf(this.server(one))).filter((one) => one !== sender);
    await this.simulation.call(this.server(from), 'send', { to: others });
  }

  // Judging
  // -----------------------------------------------------------------------------------------------------

  /** Compares all events of the run with each other. */
  checkAllPairs(): void {
    this.simulation.count('orderedPairs', this.times.checkAllPairs());
  }

  /** Lets a process compare the last so many stamps of the run, and others, each with each. */
  async checkTotalOrder(count: number, others: readonly StampOfEvent[]): Promise<void> {
    const stamps = [...this.times.stamps.slice(-count), ...others];
    const result = await this.simulation.call(this.server(0), 'compare', { stamps });
    if (result.kind === 'down') throw new Error('process 0 is down: nobody can compare stamps');
    checkStampOrder(stamps, result.value as readonly (readonly unknown[])[]);
    this.simulation.count('stamps', stamps.length);
  }
}
